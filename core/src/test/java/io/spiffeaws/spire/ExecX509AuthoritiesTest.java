package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.X509Authorities.Authority;
import io.spiffeaws.spire.X509Authorities.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecX509AuthoritiesTest {
  private static final String ACTIVE =
      "\"active\":{\"authority_id\":\"8baa2b5e\",\"expires_at\":\"1796141026\","
          + "\"upstream_authority_subject_key_id\":\"\"}";
  private static final String PREPARED =
      "\"prepared\":{\"authority_id\":\"da992eb6\",\"expires_at\":\"1796141028\","
          + "\"upstream_authority_subject_key_id\":\"77aa\"}";

  private static final Authority FIRST =
      new Authority("8baa2b5e", Instant.ofEpochSecond(1_796_141_026));
  private static final Authority SECOND =
      new Authority("da992eb6", Instant.ofEpochSecond(1_796_141_028), Optional.of("77aa"));

  @TempDir private Path directory;

  @Test
  void stateOfNewServerHasOnlyActiveAuthority() throws IOException {
    assertThat(authorities("echo '{" + ACTIVE + "}'").state())
        .isEqualTo(new State(FIRST, Optional.empty(), Optional.empty()));
    assertThat(script().commands())
        .containsExactly("localauthority x509 show -socketPath /s -output json");
  }

  @Test
  void stateDuringRotation() throws IOException {
    assertThat(authorities("echo '{" + ACTIVE + "," + PREPARED + "}'").state())
        .isEqualTo(new State(FIRST, Optional.of(SECOND), Optional.empty()));
    var old = PREPARED.replace("prepared", "old");
    assertThat(authorities("echo '{" + ACTIVE + "," + old + "}'").state())
        .isEqualTo(new State(FIRST, Optional.empty(), Optional.of(SECOND)));
  }

  @Test
  void stepsNameTheAuthority() throws IOException {
    var authorities = authorities("echo '{}'");
    authorities.prepare();
    authorities.activate("da992eb6");
    authorities.taint("8baa2b5e");
    authorities.revoke("8baa2b5e");
    assertThat(script().commands())
        .containsExactly(
            "localauthority x509 prepare -socketPath /s -output json",
            "localauthority x509 activate -socketPath /s -output json -authorityID da992eb6",
            "localauthority x509 taint -socketPath /s -output json -authorityID 8baa2b5e",
            "localauthority x509 revoke -socketPath /s -output json -authorityID 8baa2b5e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "echo '{'",
        "echo '{}'",
        "echo '[]'",
        "echo '{\"active\":{}}'",
        "echo '{\"active\":{\"authority_id\":1,\"expires_at\":\"1\"}}'",
        "echo '{\"active\":{\"authority_id\":\"a\",\"expires_at\":\"soon\"}}'"
      })
  void otherAnswerIsAnError(String script) throws IOException {
    var authorities = authorities(script);
    assertThatThrownBy(authorities::state)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not the JSON of spire-server");
  }

  @Test
  void failedCommandIsReportedWithItsText() throws IOException {
    var authorities = authorities("echo no such pod >&2; exit 1");
    assertThatThrownBy(authorities::state)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("exit code 1: no such pod");
  }

  private X509Authorities authorities(String script) throws IOException {
    return new ExecX509Authorities(script().answering(script, Duration.ofSeconds(60)));
  }

  private SpireServerScript script() {
    return new SpireServerScript(directory);
  }
}
