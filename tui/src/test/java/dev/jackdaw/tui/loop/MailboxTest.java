package dev.jackdaw.tui.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  private final Mailbox mailbox = new Mailbox();

  @Test
  void handsOutLettersInTheirOrder() throws Exception {
    var done = new ArrayList<Integer>();
    mailbox.postEvent(() -> done.add(1));
    mailbox.post(() -> done.add(2));
    mailbox.postEvent(() -> done.add(3));
    for (var i = 0; i < 3; i++) mailbox.take().run();
    assertThat(done).containsExactly(1, 2, 3);
    assertThat(mailbox.take(0)).isNull();
  }

  @Test
  void aKeyWakesAReaderThatDozesAndGetsItsTurnBehindWhatCameBefore() throws Exception {
    var done = new ArrayList<String>();
    mailbox.postEvent(() -> done.add("event"));
    var key = Thread.startVirtualThread(() -> mailbox.post(() -> done.add("key")));
    var letter = mailbox.doze(LONG);
    while (letter != null) {
      letter.run();
      letter = mailbox.take(0);
    }
    key.join();
    assertThat(done).containsExactly("event", "key");
  }

  @Test
  void eventsAloneAreHandedOutOnceTheTimeIsOver() throws Exception {
    mailbox.postEvent(() -> {});
    assertThat(mailbox.doze(1_000_000)).isNotNull();
  }

  @Test
  void nobodyWaitsForRoomWhileAReaderDozes() throws Exception {
    var told = new AtomicInteger();
    Thread.startVirtualThread(() -> {
      for (var i = 0; i < 5_000; i++) mailbox.postEvent(told::incrementAndGet);
      mailbox.post(() -> {});
    });
    while (told.get() < 5_000) {
      for (var letter = mailbox.doze(LONG); letter != null; letter = mailbox.take(0)) letter.run();
    }
    assertThat(told.get()).isEqualTo(5_000);
  }
}
