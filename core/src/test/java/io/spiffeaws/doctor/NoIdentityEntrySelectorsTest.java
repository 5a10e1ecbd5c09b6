package io.spiffeaws.doctor;

import static io.spiffeaws.doctor.ProcessWithoutIdentity.APP;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.CALLER;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.HOST;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.THEN_CHECK;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.system.Caller.Container;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks of a missing identity whose entry has selectors of another process.
class NoIdentityEntrySelectorsTest {
  private final ProcessWithoutIdentity process = new ProcessWithoutIdentity();

  @ParameterizedTest
  @CsvSource({
    "unix:uid:1001, 'unix:uid: the entry has 1001 (bob), this process has 1000', unix:uid:1000, as user 1001 (bob)",
    "unix:user:bob, 'unix:user: the entry has bob, this process has alice', unix:user:alice, as user bob",
    "unix:gid:5, 'unix:gid: the entry has 5, this process has 1000', unix:gid:1000, with group 5",
    "unix:group:www, 'unix:group: the entry has www, this process has alice', unix:group:alice, with group www"
  })
  void selectorsOfAnotherUserAreCorrected(
      String selector, String difference, String own, String right) {
    process.add("e1", HOST, Duration.ofHours(1), selector);
    assertThat(process.check().detail())
        .isEqualTo("the entry e1 for " + APP + " is for another process: " + difference);
    assertThat(process.check().hint())
        .isEqualTo(
            "if the entry is wrong, correct it with: spiffe-aws entry update e1 --selector "
                + own
                + THEN_CHECK
                + "; if the entry is right, run the program "
                + right);
  }

  @ParameterizedTest
  @CsvSource({
    "unix:path:/usr/bin/app, 'unix:path: the entry has /usr/bin/app, this process has /usr/bin/java', run the program as /usr/bin/app",
    "unix:supplementary_gid:27, 'unix:supplementary_gid: the entry has 27, this process has 4 2000', run the program as a user in group 27",
    "unix:supplementary_group:sudo, 'unix:supplementary_group: the entry has sudo, this process has adm', run the program as a user in group sudo"
  })
  void hintDoesNotWidenAnEntryForAnotherProgramOrGroup(
      String selector, String difference, String hint) {
    process.add("e1", HOST, Duration.ofHours(1), selector);
    assertThat(process.check().detail()).endsWith("is for another process: " + difference);
    assertThat(process.check().hint()).isEqualTo(hint);
  }

  @Test
  void correctionKeepsTheOtherSelectors() {
    process.add(
        "e1", HOST, Duration.ofHours(1), "unix:gid:1000", "unix:uid:1001", "docker:label:a:b");
    assertThat(process.check().detail())
        .endsWith(
            "unix:uid: the entry has 1001 (bob), this process has 1000; not checked:"
                + " docker:label:a:b");
    assertThat(process.check().hint())
        .contains(
            "entry update e1 --selector docker:label:a:b --selector unix:gid:1000 --selector"
                + " unix:uid:1000;");
  }

  @Test
  void selectorsOfContainersDifferForProcessOfTheHost() {
    process.container = new Container(true, Optional.empty(), Optional.empty(), Optional.empty());
    process.add("e1", HOST, Duration.ofHours(1), "k8s:ns:prod");
    assertThat(process.check().detail())
        .endsWith(
            "k8s:ns: the entry has prod, this process has none, since it runs in no container; this"
                + " process has "
                + CALLER);
    assertThat(process.check().hint())
        .isEqualTo("run the program in a container with these selectors");
  }

  @Test
  void namespaceOfPodIsCompared() {
    process.container =
        new Container(false, Optional.empty(), Optional.empty(), Optional.of("default"));
    process.add("e1", HOST, Duration.ofHours(1), "k8s:ns:prod", "k8s:sa:app");
    assertThat(process.check().detail())
        .contains("k8s:ns: the entry has prod, this process has default; not checked: k8s:sa:app");
  }

  @Test
  void newEntryWithSelectorsThatCannotBeComparedIsNotSaidToFit() {
    process.add("e1", HOST, Duration.ofSeconds(3), "k8s:ns:prod", "unix:uid:1000");
    assertThat(process.check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app was created 3s ago; agents receive new"
                + " entries within about 5s; not checked: k8s:ns:prod; this process has "
                + CALLER);
    assertThat(process.check().hint())
        .isEqualTo(
            "to wait for it, run: spiffe-aws doctor --role r --wait=15s; if it fails again, run the"
                + " program in a container with the selectors that were not checked, or compare them"
                + " with this process; the agent's log shows which ones it has");
  }

  @Test
  void oldEntryWithSelectorsThatCannotBeComparedMayBeForAnotherProcess() {
    process.container =
        new Container(false, Optional.empty(), Optional.empty(), Optional.of("prod"));
    process.add("e1", HOST, Duration.ofHours(2), "k8s:sa:app", "k8s:ns:prod");
    assertThat(process.check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app may be for another process (k8s:ns:prod"
                + " k8s:sa:app, parent spiffe://example.org/host) and was created 2h ago; not"
                + " checked: k8s:sa:app; this process has "
                + CALLER
                + ", Kubernetes namespace prod");
    assertThat(process.check().hint()).startsWith("compare the selectors that were not checked");
  }
}
