package dev.parley.contract;

import dev.parley.core.memory.MemoryEventBus;
import dev.parley.core.port.EventBus;

class MemoryEventBusTest implements EventBusContract {

    private final EventBus shared = new MemoryEventBus();

    @Override
    public EventBus open() {
        return shared;
    }
}
