package dev.parley.core.model;

/**
 * What somebody's picture is drawn in. A few by name, so that whoever draws it sees to the contrast, by day and by night.
 */
public enum Colour {
    TEAL,
    AZURE,
    BLUE,
    VIOLET,
    PURPLE,
    PINK,
    RED,
    ORANGE,
    YELLOW,
    GREEN
}
