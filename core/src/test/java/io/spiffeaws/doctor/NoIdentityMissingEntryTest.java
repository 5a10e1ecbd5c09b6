package io.spiffeaws.doctor;

import static io.spiffeaws.doctor.ProcessWithoutIdentity.AGENT;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.APP;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.HOST;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.OLD_AGENT;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.THEN_CHECK;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.system.Caller.Container;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Checks of a missing identity for which no entry exists.
class NoIdentityMissingEntryTest {
  private final ProcessWithoutIdentity process = new ProcessWithoutIdentity();

  @Test
  void missingEntryIsCreated() {
    assertThat(process.check().detail())
        .isEqualTo(
            "the SPIRE server has no registration entry for spiffe://example.org/s3-app; this"
                + " process has uid 1000 (alice), gid 1000 (alice), supplementary groups 4 (adm)"
                + " 2000, pid 42");
    assertThat(process.check().hint())
        .isEqualTo(
            "create it with: spiffe-aws register spiffe://example.org/s3-app --selector"
                + " unix:uid:1000"
                + THEN_CHECK);
  }

  @Test
  void commandThatWaitsAlreadyIsNotRepeated() {
    process.again = Optional.empty();
    assertThat(process.check().hint()).endsWith("--selector unix:uid:1000");
    process.add("e1", HOST, Duration.ofHours(1), "unix:uid:1001");
    assertThat(process.check().hint()).contains("--selector unix:uid:1000; if the entry is right");
  }

  @Test
  void missingEntryOfUnknownIdGetsTheNameOfTheUser() {
    process.expected = Optional.empty();
    process.server = " --server-socket /s.sock";
    assertThat(process.check().hint())
        .isEqualTo(
            "create it with: spiffe-aws register spiffe://example.org/alice --selector"
                + " unix:uid:1000 --server-socket /s.sock"
                + THEN_CHECK);
  }

  @Test
  void missingEntryOfUnknownIdGetsAnIdThatTheRoleTrusts() {
    process.expected = Optional.empty();
    process.trusted = List.of(SpiffeId.parse(APP), SpiffeId.parse(HOST));
    assertThat(process.check().hint())
        .isEqualTo(
            "create it with: spiffe-aws register spiffe://example.org/s3-app --selector"
                + " unix:uid:1000, or with another ID that the role trusts: "
                + HOST
                + THEN_CHECK);
  }

  @Test
  void parentIsSpecifiedIfThereIsNoDefault() {
    process.entries.clear();
    assertThat(process.check().hint()).endsWith("unix:uid:1000 --parent-id " + AGENT + THEN_CHECK);

    process.agents.add(agent(OLD_AGENT, "join_token"));
    assertThat(process.check().hint())
        .endsWith(
            "--parent-id ID, with the agent of this node: "
                + OLD_AGENT
                + " or "
                + AGENT
                + THEN_CHECK);
  }

  @Test
  void processInPodIsRegisteredByItsPod() {
    process.container =
        new Container(
            false,
            Optional.of("c".repeat(64)),
            Optional.of("1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"),
            Optional.of("prod"));
    assertThat(process.check().hint())
        .endsWith(
            "--selector k8s:ns:prod --selector k8s:pod-uid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
                + THEN_CHECK);
    assertThat(process.check().detail())
        .endsWith(
            "Kubernetes namespace prod, pod 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed, container"
                + " cccccccccccc");
  }

  @Test
  void idOfAnotherTrustDomainIsCorrected() {
    process.expected = Optional.of(SpiffeId.parse("spiffe://exmaple.org/s3-app"));
    assertThat(process.check().detail())
        .isEqualTo(
            "the trust domain of the SPIRE server is example.org, so it has no entry for"
                + " spiffe://exmaple.org/s3-app");
    assertThat(process.check().hint()).endsWith("--spiffe-id " + APP);
  }

  @Test
  void bestOfSeveralEntriesIsReported() {
    process.add("other-user", HOST, Duration.ofHours(1), "unix:uid:1001");
    process.add("other-parent", "spiffe://example.org/x", Duration.ofHours(1), "unix:uid:1000");
    assertThat(process.check().detail()).contains("other-parent");
    process.add("new", HOST, Duration.ofSeconds(3), "unix:uid:1000");
    assertThat(process.check().detail()).contains("entry new");
  }

  @Test
  void entryOfAnotherProgramIsNotTakenForThisOne() {
    process.expected = Optional.empty();
    process.add("e1", HOST, Duration.ofHours(1), "unix:uid:1001");
    assertThat(process.cause()).isInstanceOf(NoIdentityCause.NoEntry.class);

    process.add("e2", HOST, Duration.ofHours(1), "unix:uid:1001", "unix:gid:1000");
    assertThat(process.check().detail()).contains("entry e2");
  }

  @Test
  void entriesOfOtherProcessesAreListedIfAnyIdWillDo() {
    process.expected = Optional.empty();
    process.add("e1", HOST, Duration.ofHours(1), "unix:uid:1001");
    assertThat(process.check().detail())
        .endsWith("; it has entries for other processes: " + APP + " (unix:uid:1001)");
    assertThat(process.check().hint())
        .isEqualTo(
            "to have one of these IDs, run the program with the selectors of its entry; to create an"
                + " entry for this process, run: spiffe-aws register spiffe://example.org/alice"
                + " --selector unix:uid:1000"
                + THEN_CHECK);

    for (var uid = 1002; uid < 1005; uid++) {
      process.add("e" + uid, HOST, Duration.ofHours(1), "unix:uid:" + uid);
    }
    assertThat(process.check().detail()).endsWith("; its 4 entries are for other processes");
    assertThat(process.check().hint()).startsWith("create it with: ");
  }
}
