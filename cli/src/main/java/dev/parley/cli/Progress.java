package dev.parley.cli;

import java.util.function.IntConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command is: a bar on a terminal, nothing where lines are kept. */
interface Progress extends AutoCloseable {

    void at(int done);

    @Override
    void close();

    static Progress on(Terminal terminal, int all) {
        return terminal.interactive() ? bar(all) : of(done -> {}, () -> {});
    }

    private static Progress bar(int all) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Messages")
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.out))
                .build();
        return of(bar::stepTo, bar::close);
    }

    private static Progress of(IntConsumer at, Runnable close) {
        return new Progress() {
            @Override
            public void at(int done) {
                at.accept(done);
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
