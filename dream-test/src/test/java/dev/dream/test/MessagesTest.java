package dev.dream.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessagesTest {

  @RegisterExtension final TestDream test = new TestDream();

  private boolean include(Messages messages, String to, Object message) {
    return messages.include(test.get(), test.pid(to), message);
  }

  @Test
  void areChosenByTypeReceiverOrPredicate() {
    test.ledger("a");
    Ledger.Entry entry = new Ledger.Entry(1);

    assertThat(include(Messages.all(), "a", entry)).isTrue();
    assertThat(include(Messages.of(Ledger.Entry.class), "a", entry)).isTrue();
    assertThat(include(Messages.of(Ledger.Entries.class), "a", entry)).isFalse();
    assertThat(include(Messages.where(entry::equals), "a", entry)).isTrue();
    assertThat(include(Messages.all().to(Victims.label("a")), "a", entry)).isTrue();
    assertThat(include(Messages.all().to(Victims.label("b")), "a", entry)).isFalse();
  }

  @Test
  void areNotForSupervisorsUnlessAsked() {
    test.supervise("root", "a");
    assertThat(include(Messages.all(), "root", "hello")).isFalse();
    assertThat(include(Messages.all().to(Victims.any().andSupervisors()), "root", "hello"))
        .isTrue();
  }

  @Test
  void sayWhichTheyAre() {
    assertThat(Messages.all()).hasToString("all messages");
    assertThat(Messages.of(Ledger.Entry.class).to(Victims.name("a"))).hasToString("Entry to \"a\"");
  }
}
