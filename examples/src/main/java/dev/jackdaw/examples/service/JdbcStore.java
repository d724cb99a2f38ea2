package dev.jackdaw.examples.service;

import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps sessions in a relational database. That two processes go on with one session is prevented
 * by the primary key of its lines. Thread-safe, with a connection for every statement.
 */
public final class JdbcStore implements SessionStore {
  private static final List<String> TABLES =
      List.of(
          "create table if not exists jackdaw_sessions (id varchar(64) primary key)",
          "create table if not exists jackdaw_lines (session varchar(64) not null references"
              + " jackdaw_sessions(id) on delete cascade, number bigint not null, line clob not"
              + " null, primary key (session, number))",
          "create table if not exists jackdaw_bodies (digest char(64) primary key, body blob not"
              + " null)");

  private final DataSource database;

  public JdbcStore(DataSource database) throws IOException {
    this.database = database;
    for (var table : TABLES) run(table, PreparedStatement::execute);
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(String sql, Work<T> work, Object... values) throws IOException {
    try (Connection connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      return work.with(statement);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Inserts a row; returns false when there is one with its key. */
  private boolean inserted(String sql, Object... values) throws IOException {
    try {
      return run(sql, statement -> statement.executeUpdate() == 1, values);
    } catch (IOException e) {
      if (e.getCause() instanceof SQLIntegrityConstraintViolationException) return false;
      throw e;
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    var texts = new ArrayList<String>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) texts.add(rows.getString(1));
    }
    return texts;
  }

  @Override
  public boolean create(SessionId session) throws IOException {
    return inserted("insert into jackdaw_sessions values (?)", session.value());
  }

  @Override
  public boolean exists(SessionId session) throws IOException {
    var sql = "select id from jackdaw_sessions where id = ?";
    return !run(sql, JdbcStore::texts, session.value()).isEmpty();
  }

  @Override
  public List<SessionId> list() throws IOException {
    var ids = run("select id from jackdaw_sessions", JdbcStore::texts);
    return ids.stream().map(SessionId::new).toList();
  }

  @Override
  public boolean append(SessionId session, long number, String line) throws IOException {
    if (inserted("insert into jackdaw_lines values (?, ?, ?)", session.value(), number, line)) {
      return true;
    }
    if (exists(session)) return false;
    throw new IOException("there is no session " + session);
  }

  @Override
  public List<String> read(SessionId session, long after, int most) throws IOException {
    var sql =
        "select line from jackdaw_lines where session = ? and number > ? order by number"
            + " fetch first ? rows only";
    return run(sql, JdbcStore::texts, session.value(), after, most);
  }

  @Override
  public void keepBody(String sha256, byte[] body) throws IOException {
    inserted("insert into jackdaw_bodies values (?, ?)", sha256, body);
  }

  @Override
  public Optional<byte[]> body(String sha256) throws IOException {
    var sql = "select body from jackdaw_bodies where digest = ?";
    Work<Optional<byte[]>> first =
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
          }
        };
    return run(sql, first, sha256);
  }

  @Override
  public List<String> bodies(String prefix, int most) throws IOException {
    var sql = "select digest from jackdaw_bodies where digest like ? fetch first ? rows only";
    return run(sql, JdbcStore::texts, prefix + "%", most);
  }

  @Override
  public void delete(SessionId session) throws IOException {
    run(
        "delete from jackdaw_sessions where id = ?",
        PreparedStatement::executeUpdate,
        session.value());
  }
}
