package dev.parley.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, named by {@code PARLEY_CHROMIUM} or found on the path, and started once for all test classes.
 * Where there is none the tests are skipped, but where {@code CI=true} they fail. Of a test that fails, every page is left as
 * a picture, and its text in the output.
 *
 * <p>Not thread-safe.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {

    /** A name of this machine that browsers do not trust as they trust {@code localhost}: an address of a local network. */
    static final String HOST = "chat.home.arpa";

    /** Where pictures of the pages are put. */
    static final Path PICTURES = Path.of("target", "screenshots");

    private static final String NOT_FOUND = "No Chromium: name one in PARLEY_CHROMIUM, or put it on the path";
    private static final double PATIENCE_MILLIS = 60_000;

    private static final List<String> ARGUMENTS = List.of(
            "--host-resolver-rules=MAP " + HOST + " 127.0.0.1",
            "--no-proxy-server",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final List<BrowserContext> open = new ArrayList<>();
    private Optional<Browser> browser = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> program = program();
        assumeTrue(program.isPresent() || "true".equals(System.getenv("CI")), NOT_FOUND);
        Path found = program.orElseThrow(() -> new AssertionError(NOT_FOUND));
        Running running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Running.class, key -> Running.start(found), Running.class);
        browser = Optional.of(running.browser());
    }

    /** A browser of its own, with no cookie in it, on a wide and light screen. */
    Page page() {
        return page(1280, ColorScheme.LIGHT);
    }

    /** The same on another screen. */
    Page page(int width, ColorScheme scheme) {
        return page(screen(width).setColorScheme(scheme));
    }

    /** The same on a telephone: a narrow screen that is touched. */
    Page telephone() {
        return page(screen(360).setHasTouch(true).setIsMobile(true));
    }

    private static Browser.NewContextOptions screen(int width) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, width < 700 ? 740 : 800)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB");
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.orElseThrow().newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        open.add(context);
        return context.newPage();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isPresent()) {
                pages().forEach(page ->
                        leave(page, "failed-" + context.getDisplayName() + "-" + pages().indexOf(page)));
            }
        } finally {
            open.forEach(BrowserContext::close);
            open.clear();
        }
    }

    /** The picture, and for whom only reads the output, what it shows. */
    private static void leave(Page page, String name) {
        picture(page, name);
        System.err.println(name + ": " + page.url() + "\n" + page.innerText("body"));
    }

    private List<Page> pages() {
        return open.stream().flatMap(context -> context.pages().stream()).toList();
    }

    static void picture(Page page, String name) {
        String file = name.replaceAll("[^A-Za-z0-9-]+", "-") + ".png";
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
    }

    private static Optional<Path> program() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("PARLEY_CHROMIUM")).map(Path::of);
        return named.isPresent() ? named : onPath().filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(place -> Path.of(place, name)));
    }

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start(Path program) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setHeadless(true)
                            .setTimeout(2 * PATIENCE_MILLIS)
                            .setArgs(ARGUMENTS));
            return new Running(playwright, browser);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
