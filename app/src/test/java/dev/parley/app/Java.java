package dev.parley.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts one of our programs from the class path of the tests. */
final class Java {

    /** Later JDKs warn of native code without it; our jars say the same in their manifests. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private Java() {}

    /** A list that arguments can be added to. */
    static List<String> command(String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", NATIVE_ACCESS));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }
}
