package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FetchJwtSvidTest {
  private static final JwtSvid A = svid("a");
  private static final JwtSvid B = svid("b");

  @Test
  void listsOtherIdentitiesOfAgent() {
    var problem = failure(new Agent(List.of(B, A)));
    assertThat(problem.code()).isEqualTo("no-such-identity");
    assertThat(problem.message())
        .isEqualTo(
            "the agent offers no identity spiffe://example.org/none; it offers"
                + " spiffe://example.org/a, spiffe://example.org/b");
  }

  @Test
  void reportsAgentWithoutIdentities() {
    assertThat(failure(new Agent(List.of())).code()).isEqualTo("no-identity-issued");
  }

  @Test
  void retriesIfAgentIsBehind() {
    var answers = new ArrayDeque<List<JwtSvid>>(List.of(List.of(), List.of(), List.of(A)));
    var waiting = new ArrayList<Problem>();
    var patient = new RetryBudget(_ -> {}, Duration.ofMinutes(1), waiting::add);
    var behind = new Problem.Unreachable("agent-behind", "m", "");
    var svid =
        new FetchJwtSvid(new Behind(answers, behind), patient)
            .run(new FetchJwtSvid.Request("sts.amazonaws.com", SvidSelector.THE_ONLY_ONE));
    assertThat(svid).isEqualTo(A);
    assertThat(waiting).containsExactly(behind);
  }

  private static Problem failure(WorkloadApi agent) {
    var impatient = new RetryBudget(_ -> {}, Duration.ZERO);
    var none =
        new SvidSelector(Optional.of(new SpiffeId("example.org", "/none")), Optional.empty());
    return catchThrowableOfType(
            ProblemException.class,
            () ->
                new FetchJwtSvid(agent, impatient)
                    .run(new FetchJwtSvid.Request("sts.amazonaws.com", none)))
        .problem();
  }

  private static JwtSvid svid(String name) {
    return new JwtSvid(new SpiffeId("example.org", "/" + name), Secret.of("token"), "");
  }

  private record Behind(Deque<List<JwtSvid>> answers, Problem failure) implements WorkloadApi {
    @Override
    public List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId) {
      var answer = answers.removeFirst();
      if (answer.isEmpty()) {
        throw new ProblemException(failure);
      }
      return answer;
    }

    @Override
    public ValidatedToken validateJwtSvid(Secret token, String audience) {
      throw new UnsupportedOperationException();
    }
  }

  /// Answers like SPIRE's agent: the error is the same for an unknown identity and for none at all.
  private record Agent(List<JwtSvid> svids) implements WorkloadApi {
    @Override
    public List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId) {
      var offered =
          svids.stream()
              .filter(svid -> spiffeId.isEmpty() || spiffeId.get().equals(svid.spiffeId()))
              .toList();
      if (offered.isEmpty()) {
        throw new ProblemException(IdentityNotIssued.problem(Optional.empty()));
      }
      return offered;
    }

    @Override
    public ValidatedToken validateJwtSvid(Secret token, String audience) {
      throw new UnsupportedOperationException();
    }
  }
}
