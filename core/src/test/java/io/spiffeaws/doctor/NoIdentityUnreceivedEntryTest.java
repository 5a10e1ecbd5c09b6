package io.spiffeaws.doctor;

import static io.spiffeaws.doctor.ProcessWithoutIdentity.APP;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.HOST;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.NOW;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Checks of a missing identity whose entry the agent has not received, or not yet.
class NoIdentityUnreceivedEntryTest {
  private final ProcessWithoutIdentity process = new ProcessWithoutIdentity();

  @Test
  void newEntryIsAwaited() {
    process.add("e1", HOST, Duration.ofSeconds(3), "unix:uid:1000");
    assertThat(process.check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app fits this process and was created 3s ago;"
                + " agents receive new entries within about 5s");
    assertThat(process.check().hint())
        .isEqualTo("to wait for it, run: spiffe-aws doctor --role r --wait=15s");
  }

  @Test
  void clockBehindTheServersDoesNotHideThatAnEntryIsNew() {
    process.add("e1", HOST, Duration.ofSeconds(-90), "unix:uid:1000");
    assertThat(process.check().detail()).contains("created 0s ago");
  }

  @Test
  void oldEntryThatFitsHasNotBeenReceived() {
    process.add("e1", HOST, Duration.ofHours(2), "unix:uid:1000");
    assertThat(process.check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app fits this process (unix:uid:1000, parent"
                + " spiffe://example.org/host) and was created 2h ago, but the agent has not"
                + " received it");
    assertThat(process.check().hint()).startsWith("check the agent's log");
  }

  @Test
  void entryByPathNeedsAnAgentThatDiscoversIt() {
    process.add("e1", HOST, Duration.ofHours(2), "unix:path:/usr/bin/java");
    assertThat(process.check().hint()).startsWith("set discover_workload_path = true");
  }

  @Test
  void changedEntryIsAwaited() {
    process.entries.add(
        new RegistrationEntry(
            "e1",
            key(APP, HOST, "unix:uid:1000"),
            EntrySettings.DEFAULT,
            1,
            Optional.of(NOW.minus(Duration.ofHours(1)))));
    assertThat(process.check().hint()).startsWith("to wait for it");
  }
}
