package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.app.LiveChat.Somebody;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page looks: on narrow and wide screens, light and dark, for those who hear it, and in any direction of writing. */
class BrowserLooksTest extends BrowserSuite {

    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private Somebody maya;
    private Somebody jonas;

    @BeforeAll
    void arrive() {
        maya = chat().somebody("maya", "Maya Lindqvist");
        jonas = chat().somebody("jonas", "Jonas Weber");
        talkAboutTheGarden();
        others();
    }

    private void talkAboutTheGarden() {
        Duration yesterday = Duration.ofHours(26);
        chat().post(yesterday, maya, jonas, "Did the seeds arrive?");
        chat().post(yesterday, jonas, maya, "This morning! Two kinds of beans, and far too many radishes.");
        chat().post(yesterday.minusMinutes(2), jonas, maya, "I will bring them on Saturday.");
        chat().post(yesterday.minusMinutes(3), maya, jonas, "🌱");
        Duration today = Duration.ofMinutes(40);
        chat().post(
                        today,
                        maya,
                        jonas,
                        "I looked up when to sow what. The beans want warm ground, so not before the middle of May;"
                                + " radishes can go out now. There is a good table here: https://example.org/garden/sowing");
        chat().delete(jonas, chat().post(today.minusMinutes(1), jonas, maya, "Wrong window"));
        chat().edit(
                        jonas,
                        chat().post(today.minusMinutes(2), jonas, maya, "Perfect."),
                        "Perfect, radishes first then.");
        chat().post(today.minusMinutes(4), jonas, maya, "اراك يوم السبت في الحديقة");
        chat().post(today.minusMinutes(5), maya, jonas, "See you on Saturday. I bring the good bread.");
    }

    private void others() {
        List<String> names =
                List.of("Amara Okafor", "Li Wei", "Sofía Núñez", "נועה כהן", "Bartholomew Featherstonehaugh");
        for (int i = 0; i < names.size(); i++) {
            Somebody other = somebody(names.get(i));
            chat().post(
                            Duration.ofHours(5 + 30L * i),
                            other,
                            maya,
                            "Thank you for the notes, they helped a lot (" + (i + 1) + ")");
            chat().post(Duration.ofHours(4 + 30L * i), maya, other, "Any time.");
            for (int j = 0; j < i % 3; j++) {
                chat().post(Duration.ofHours(3 + 30L * i), other, maya, "One more question, when you have a moment");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    void everyViewIsThereForEverybody(int width, ColorScheme scheme) {
        Visitor visitor = visitor(chromium().page(width, scheme));
        String look = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        Tour tour = new Tour(visitor, view -> {
            Chromium.picture(visitor.page(), view + look);
            assertThat(seriousViolations(visitor.page())).as(view + look).isEmpty();
        });

        tour.walk(maya, jonas);
    }

    @Test
    void noViewScrollsSidewaysOnTheNarrowestScreen() {
        Somebody wordy = somebody("W".repeat(64));
        chat().post(wordy, maya, "https://example.org/" + "path".repeat(80));
        chat().post(maya, wordy, "m".repeat(600));
        Visitor visitor = visitor(chromium().page(320, ColorScheme.LIGHT));
        Tour tour = new Tour(
                visitor, view -> assertThat(tooWide(visitor.page())).as(view).isEmpty());

        tour.walk(maya, wordy);
    }

    @Test
    void aMessageFromRightToLeftKeepsItsDirection() {
        Somebody noa = somebody("Noa");
        chat().post(noa, maya, "שלום, מה שלומך? Parley");
        chat().post(noa, maya, "left to right again, and a long line so that there is room beside the short ones");
        Visitor visitor = visitor().talk(maya, noa);

        assertThat(visitor.message("שלום").locator(".text")).hasCSS("direction", "rtl");
        assertThat(visitor.message("left to right").locator(".text")).hasCSS("direction", "ltr");
        assertThat(startOf(visitor.page(), "שלום")).isGreaterThan(startOf(visitor.page(), "Parley"));
    }

    /** Where on the screen a word begins to be written, from the left. */
    private static double startOf(Page page, String word) {
        return ((Number) page.evaluate("""
                        word => {
                          const places = document.createTreeWalker(document.querySelector('#timeline'), NodeFilter.SHOW_TEXT);
                          while (places.nextNode()) {
                            const at = places.currentNode.data.indexOf(word);
                            if (at < 0) continue;
                            const range = document.createRange();
                            range.setStart(places.currentNode, at);
                            range.setEnd(places.currentNode, at + word.length);
                            return range.getBoundingClientRect().left;
                          }
                          return NaN;
                        }
                        """, word)).doubleValue();
    }

    private static List<String> seriousViolations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(BrowserLooksTest::describe)
                        .toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + " "
                + rule.getNodes().stream().map(Object::toString).toList();
    }

    /** What sticks out of the screen, or makes a part of it scroll sideways. */
    private static List<?> tooWide(Page page) {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('*')]
                  .filter(part => part.clientWidth > 0 && part.checkVisibility() && !part.matches('.visually-hidden, .visually-hidden *'))
                  .filter(part => part.getBoundingClientRect().right > innerWidth + 0.5
                    || part.scrollWidth > part.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(part).overflowX)
                    || part === document.documentElement && part.scrollWidth > innerWidth)
                  .map(part => part.tagName + '.' + part.className)
                """);
    }
}
