package dev.jackdaw.embed;

import dev.jackdaw.api.SessionStore;
import dev.jackdaw.testkit.contract.SessionStoreContract;

class MemoryStoreTest extends SessionStoreContract {
  @Override
  protected SessionStore create() {
    return new MemoryStore();
  }

  @Override
  protected SessionStore another(SessionStore store) {
    return store;
  }
}
