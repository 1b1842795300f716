package dev.parley.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real server in a process of its own, which a test can stop, or kill as {@code kill -9} does. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Thread reader;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();
    private final URI address;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output-of-the-server");
        reader.setDaemon(true);
        reader.start();
        this.address = awaitAddress();
    }

    /** Starts the server on any free port and waits until it listens. */
    static ServerProcess start(Map<String, String> environment, String... flags) {
        List<String> command = Java.command(Main.class.getName());
        command.addAll(List.of("--port", "0"));
        command.addAll(List.of(flags));
        return launch(environment, command);
    }

    /** Starts any program that says where it listens. */
    static ServerProcess launch(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without a path. */
    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without giving it a chance. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Asks it to stop, as a service manager does, and gives its exit code. What it says until then can be read. */
    int stop() {
        process.toHandle().destroy();
        awaitExit();
        return process.exitValue();
    }

    /** All that it has printed so far. */
    synchronized String output() {
        lines.drainTo(output);
        return String.join("\n", output);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(the output ends here)");
        }
    }

    private URI awaitAddress() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && (process.isAlive() || !lines.isEmpty())) {
            Matcher found = ADDRESS.matcher(nextLine());
            if (found.find()) {
                return URI.create(found.group());
            }
        }
        throw new AssertionError("The server did not start:\n" + output());
    }

    private synchronized String nextLine() {
        try {
            String line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                output.add(line);
            }
            return line == null ? "" : line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The server does not end:\n" + output());
            }
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
