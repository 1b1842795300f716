package dev.parley.contract;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.port.Stores;

class MemoryProcessesTest implements ProcessesContract {

    private final Stores shared = new MemoryStores();

    @Override
    public Stores open() {
        return shared;
    }
}
