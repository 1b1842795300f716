package dev.parley.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts one of our programs from the class path of the tests. */
final class Java {

    /** Later JDKs warn of native code without it; our jars say the same in their manifests. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private Java() {}

    /** A list that arguments can be added to; for a program that starts fast. */
    static List<String> command(String main) {
        return command(main, "-Xmx512m", "-XX:TieredStopAtLevel=1");
    }

    /** The same for a program that is to be measured: the collector is the one that costs least while it does not collect. */
    static List<String> fullSpeed(String main, String... more) {
        List<String> flags = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        flags.addAll(List.of(more));
        return command(main, flags.toArray(new String[0]));
    }

    /** A program of the JDK itself. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static List<String> command(String main, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(List.of(flags));
        command.add(NATIVE_ACCESS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }
}
