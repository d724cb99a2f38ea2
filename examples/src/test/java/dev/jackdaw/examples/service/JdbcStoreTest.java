package dev.jackdaw.examples.service;

import dev.jackdaw.api.SessionStore;
import dev.jackdaw.testkit.contract.SessionStoreContract;
import java.io.IOException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class JdbcStoreTest extends SessionStoreContract {
  private final JdbcDataSource database = database();

  static JdbcDataSource database() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  @Override
  protected SessionStore create() throws IOException {
    return new JdbcStore(database);
  }

  @Override
  protected SessionStore another(SessionStore store) throws IOException {
    return new JdbcStore(database);
  }
}
