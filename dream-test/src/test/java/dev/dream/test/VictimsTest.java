package dev.dream.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.StartOptions;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.DynamicSupervisorSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VictimsTest {

  @RegisterExtension final TestDream test = new TestDream();

  @BeforeEach
  void startSomeProcesses() {
    test.supervise("root", "a", "b");
    test.ledger("c");
    test.get().startDynamicSupervisor(DynamicSupervisorSpec.DEFAULT, StartOptions.named("dynamic"));
  }

  private List<String> names(Victims victims) {
    return victims.among(test.get()).stream()
        .map(ProcessInfo::name)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void areAnyProcessesButSupervisors() {
    assertThat(names(Victims.any())).containsExactly("a", "b", "c");
    assertThat(names(Victims.any().andSupervisors()))
        .containsExactly("root", "a", "b", "c", "dynamic");
  }

  @Test
  void areChosenByNameLabelModuleParentOrPredicate() {
    assertThat(names(Victims.name("a"))).containsExactly("a");
    assertThat(names(Victims.label("b"))).containsExactly("b");
    assertThat(names(Victims.module("Ledger"))).containsExactly("a", "b", "c");
    assertThat(names(Victims.childrenOf("root"))).containsExactly("a", "b");
    assertThat(names(Victims.childrenOf("nobody"))).isEmpty();
    assertThat(names(Victims.where(process -> process.parent() == null))).containsExactly("c");
  }

  @Test
  void areSparedIfSupervisorsEvenIfNamed() {
    assertThat(names(Victims.name("root"))).isEmpty();
    assertThat(names(Victims.name("root").andSupervisors())).containsExactly("root");
  }

  @Test
  void canBeRestricted() {
    assertThat(names(Victims.childrenOf("root").and(Victims.label("b")))).containsExactly("b");
    Victims root = Victims.name("root").andSupervisors();
    assertThat(names(root.and(Victims.any()))).isEmpty();
    assertThat(names(root.and(Victims.any().andSupervisors()))).containsExactly("root");
  }

  @Test
  void includeWhoeverIsAlive() {
    Pid pid = test.pid("a");
    assertThat(Victims.any().include(test.get(), pid)).isTrue();
    assertThat(Victims.name("a").include(test.get(), pid)).isTrue();
    assertThat(Victims.name("b").include(test.get(), pid)).isFalse();
    assertThat(Victims.any().include(test.get(), test.pid("root"))).isFalse();
  }

  @Test
  void sayWhoTheyAre() {
    assertThat(Victims.childrenOf("root").and(Victims.label("b")).andSupervisors())
        .hasToString("children of \"root\" and label \"b\" (also supervisors)");
  }
}
