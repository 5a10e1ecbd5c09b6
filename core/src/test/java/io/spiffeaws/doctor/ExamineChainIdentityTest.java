package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.workload.SvidSelector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks of the agent and of the identity that it issues.
class ExamineChainIdentityTest extends ExaminedChain {
  @ParameterizedTest
  @ValueSource(strings = {"no-agent-socket", "agent-not-running", "agent-hangs", "agent-failed"})
  void withoutAgentTheOtherChecksAreSkipped(String code) {
    agentProblem = new Problem.NoIdentity(code, "no agent", "start it");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("agent");
    assertThat(skipped(checks)).isEqualTo("identity token issuer provider trust exchange session");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-identity-issued", "agent-behind", "agent-refused"})
  void missingIdentityDoesNotFailTheAgentCheck(String code) {
    agentProblem = new Problem.NoIdentity(code, "no entry", "register");

    assertThat(failed(examine("s3-app"))).isEqualTo("identity");
  }

  @Test
  void oneOfSeveralIdentitiesMustBeSelected() {
    offered.add(OTHER);
    assertThat(failed(examine("s3-app"))).isEqualTo("identity");

    choice = new SvidSelector(Optional.of(APP), Optional.empty());
    var checks = examine("s3-app");
    assertThat(failed(checks)).isEmpty();
    assertThat(detail(checks, "identity"))
        .isEqualTo(
            "spiffe://example.org/s3-app, selected from 2 (spiffe://example.org/other,"
                + " spiffe://example.org/s3-app)");
  }

  @Test
  void existingEntryIsShownIfTheProcessDoesNotGetIt() {
    server = Optional.of(ExamineChainTest::entries);
    agentProblem = new Problem.NoIdentity("no-identity-issued", "no entry", "register");
    assertThat(skipped(examine("s3-app"))).startsWith("entry ");

    choice = new SvidSelector(Optional.of(APP), Optional.empty());
    var found = check(examine("s3-app"), "entry");
    assertThat(found.detail())
        .isEqualTo(
            "1 entry for spiffe://example.org/s3-app: unix:uid:1000, parent"
                + " spiffe://example.org/host");
    assertThat(found.hint()).contains("compare");

    choice = new SvidSelector(Optional.of(OTHER), Optional.empty());
    assertThat(failed(examine("s3-app"))).isEqualTo("identity");
  }

  @Test
  void specifiedIdIsUsedIfTheSubjectIsNoSpiffeId() {
    server = Optional.of(ExamineChainTest::entries);
    choice = new SvidSelector(Optional.of(APP), Optional.empty());
    var token =
        forge.signed(
            "{\"iss\":\"%s\",\"sub\":\"repo:a/b\",\"aud\":\"%s\"}".formatted(ISSUER, audience));

    var checks = examine().run(request(Optional.of(token), Optional.empty()), _ -> {});

    assertThat(detail(checks, "entry")).contains(APP.toString());
  }

  @Test
  void deniedServerRequestIsSkippedAndUnreachableServerFails() {
    server =
        Optional.of(
            id -> unless(new Problem.Refused("server-refused", "no", ""), () -> entries(id)));
    assertThat(skipped(examine("s3-app"))).isEqualTo("entry");

    server =
        Optional.of(id ->
            unless(
                new Problem.Unreachable(
                    "server-away", "away", "name --server-address or --server-exec"),
                () -> entries(id)));
    assertThat(failed(examine("s3-app"))).isEqualTo("entry");
    assertThat(check(examine("s3-app"), "entry").hint())
        .isEqualTo("name SPIRE_SERVER_ADDRESS or SPIRE_SERVER_EXEC");
  }

  @Test
  void givenTokenNeedsNoAgent() {
    agentProblem = new Problem.NoIdentity("no-agent-socket", "no agent", "");

    var checks =
        examine()
            .run(
                request(
                    Optional.of(token(APP, audience)),
                    Optional.of("arn:aws:iam::123456789012:role/s3-app")),
                _ -> {});

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks.getFirst().name()).isEqualTo("token");
  }

  @Test
  void textThatIsNotATokenIsAFailedCheck() {
    var checks = given(TokenText.MALFORMED);

    assertThat(checks.getFirst())
        .isEqualTo(Check.bad("token", "not a token (--token-file t)", "fetch one"));
    assertThat(checks).filteredOn(Check::failed).hasSize(1);
    assertThat(checks).extracting(Check::name).doesNotHaveDuplicates();
  }

  @Test
  void tokenFileThatCannotBeReadThrows() {
    assertThatThrownBy(() -> given("token-file-unreadable")).hasMessage("not a token");
  }

  private List<Check> given(String code) {
    var token =
        new GivenToken(
            "--token-file t",
            () -> {
              throw ProblemException.malformed(code, "not a token", "fetch one");
            });
    var request = request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/s3-app"));
    return examine()
        .run(
            new ExamineChain.Request(
                request.identity(),
                Optional.of(token),
                request.issuer(),
                request.session(),
                request.s3()),
            _ -> {});
  }
}
