package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Properties of every policy, tested with random ones: unknown members, mixed forms, other
/// statements.
class TrustPolicyPropertiesTest {
  private static final ProviderArn PROVIDER =
      new ProviderArn("arn:aws:iam::123456789012:oidc-provider/h");
  private static final ProviderAudience TARGET = new ProviderAudience(PROVIDER, Optional.empty());
  private static final List<String> IDS =
      List.of("/a", "/b", "/c", "/ns/a", "/ns/b", "/ns/a/x", "/d").stream()
          .map(path -> "spiffe://td" + path)
          .toList();
  private static final List<String> SUBJECTS =
      Stream.concat(IDS.stream(), Stream.of("spiffe://td/ns/*", "spiffe://td/ns/?")).toList();

  static Stream<Long> seeds() {
    return IntStream.range(0, 400).mapToObj(seed -> 7_000L + seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPrintedPolicyIsParsedToTheSame(long seed) {
    var policy = policy(new SplittableRandom(seed));

    assertThat(TrustPolicy.parse(policy.compact())).isEqualTo(policy);
    assertThat(TrustPolicy.parse(policy.pretty())).isEqualTo(policy);
    assertThat(policy.meansSameAs(TrustPolicy.parse(policy.pretty()))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addingAllowsOnlyThatSubjectAndKeepsTheRest(long seed) {
    var random = new SplittableRandom(seed);
    var before = policy(random);
    for (var step = 0; step < 6; step++) {
      var subject = Subject.parse(pick(random, SUBJECTS));
      var edit = added(before, subject);
      if (edit.isEmpty()) {
        return; // a statement without subject, or a Deny: an error, and nothing is changed
      }
      var after = edit.get().policy();
      for (var id : IDS) {
        var meant = Glob.covers(subject.text(), id);
        var what = "%s in %s, was %s".formatted(id, after.compact(), before.compact());
        assertThat(allows(after, id))
            .as(what)
            .isIn(allows(before, id), meant || allows(before, id));
        if (meant && surely(after)) {
          assertThat(allows(after, id)).as(what).isTrue();
        }
      }
      assertThat(added(after, subject).orElseThrow().changed()).isFalse();
      assertThat(differing(before, after)).isLessThanOrEqualTo(1);
      assertThat(after.document().without("Statement"))
          .isEqualTo(before.document().without("Statement"));
      before = after;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addingAndRemovingRestoresThePolicy(long seed) {
    var random = new SplittableRandom(seed);
    var before = policy(random);
    var subject = Subject.parse(pick(random, IDS));
    var edit = added(before, subject);
    if (edit.isEmpty() || !edit.get().changed() || listed(before, subject)) {
      return;
    }

    var after = SubjectEditor.removeSub(edit.get().policy(), TARGET, subject).policy();

    assertThat(after.meansSameAs(before))
        .as("%s, was %s", after.compact(), before.compact())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void removingAffectsOnlyThatSubject(long seed) {
    var random = new SplittableRandom(seed);
    var before = policy(random);
    var subject = Subject.parse(pick(random, SUBJECTS));

    var after = SubjectEditor.removeSub(before, TARGET, subject).policy();

    assertThat(listed(after, subject)).isFalse();
    for (var id : IDS) {
      if (!Glob.covers(subject.text(), id)) {
        assertThat(allows(after, id)).isEqualTo(allows(before, id));
      } else {
        assertThat(allows(after, id) && !allows(before, id)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void invalidTextIsAlwaysMalformed(long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder(policy(random).compact());
    for (var i = 0; i < 1 + random.nextInt(4); i++) {
      var at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.deleteCharAt(at);
      } else {
        text.setCharAt(
            at,
            (char)
                (random.nextBoolean()
                    ? "{}[],:\"".charAt(random.nextInt(7))
                    : random.nextInt(0x100)));
      }
    }

    var thrown =
        catchThrowable(() -> {
          var policy = TrustPolicy.parse(text.toString());
          var _ = SubjectEditor.subs(policy);
          var _ = allows(policy, IDS.getFirst());
          var _ = SubjectEditor.removeSub(policy, TARGET, Subject.parse(IDS.getFirst()));
          var _ = added(policy, Subject.parse(IDS.getFirst()));
        });

    if (thrown != null) {
      assertThat(thrown).isInstanceOf(ProblemException.class);
      assertThat(((ProblemException) thrown).problem()).isInstanceOf(Problem.Malformed.class);
    }
  }

  private static Optional<PolicyEdit> added(TrustPolicy policy, Subject subject) {
    try {
      return Optional.of(SubjectEditor.addSub(policy, TARGET, subject, false));
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isIn("whole-trust-domain", "denied-by-statement");
      return Optional.empty();
    }
  }

  private static boolean allows(TrustPolicy policy, String id) {
    return TrustDecision.decide(
            policy, new WebIdentity(PROVIDER.text(), "h", id, ProviderAudience.DEFAULT_AUDIENCE))
        .allowed();
  }

  /// Whether the policy neither denies nor depends on the request.
  private static boolean surely(TrustPolicy policy) {
    return !policy.compact().contains("Deny")
        && !policy.compact().contains("Numeric")
        && !policy.compact().contains("IpAddress");
  }

  private static boolean listed(TrustPolicy policy, Subject subject) {
    return SubjectEditor.subs(policy).stream()
        .anyMatch(
            each -> each.provider().equals(PROVIDER.text()) && each.sub().equals(subject.text()));
  }

  private static long differing(TrustPolicy before, TrustPolicy after) {
    var old = before.statements();
    var now = after.statements();
    assertThat(now.size()).isBetween(old.size(), old.size() + 1);
    var changed =
        IntStream.range(0, old.size()).filter(i -> !old.get(i).equals(now.get(i))).count();
    return changed + now.size() - old.size();
  }

  private static TrustPolicy policy(SplittableRandom random) {
    var statements =
        IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> statement(random)).toList();
    var document = Json.object();
    if (random.nextBoolean()) {
      document = document.with("Id", Json.of("id-" + random.nextInt(9)));
    }
    document = document.with("Version", Json.of("2012-10-17"));
    document =
        document.with(
            "Statement",
            statements.size() == 1 && random.nextBoolean()
                ? statements.getFirst()
                : Json.array(statements));
    return new TrustPolicy(
        random.nextBoolean() ? document : document.with("X-Unknown", Json.of(random.nextInt(99))));
  }

  private static Json statement(SplittableRandom random) {
    var statement = Json.object();
    if (random.nextInt(3) == 0) {
      statement = statement.with("Sid", Json.of("S" + random.nextInt(1000)));
    }
    statement = statement.with("Effect", Json.of(random.nextInt(8) == 0 ? "Deny" : "Allow"));
    if (random.nextInt(4) == 0) {
      return statement
          .with("Principal", Json.object().with("Service", Json.of("ec2.amazonaws.com")))
          .with("Action", Json.of("sts:AssumeRole"));
    }
    var arn = random.nextInt(5) == 0 ? "arn:aws:iam::1:oidc-provider/q" : PROVIDER.text();
    return statement
        .with("Principal", Json.object().with("Federated", form(random, List.of(arn))))
        .with("Action", form(random, List.of("sts:AssumeRoleWithWebIdentity")))
        .with("Condition", condition(random));
  }

  private static Json condition(SplittableRandom random) {
    var condition = Json.object();
    for (var i = 0; i < 1 + random.nextInt(2); i++) {
      var operator =
          pick(
              random,
              List.of(
                  "StringEquals",
                  "StringLike",
                  "StringEquals",
                  "StringEqualsIfExists",
                  "ForAllValues:StringEquals",
                  "StringNotEquals",
                  "stringlike"));
      var subs = new ArrayList<String>();
      for (var j = 0; j < 1 + random.nextInt(3); j++) {
        subs.add(pick(random, SUBJECTS));
      }
      var keys = Json.object().with("h:sub", form(random, List.copyOf(subs)));
      if (random.nextBoolean()) {
        keys = keys.with("h:aud", form(random, List.of(ProviderAudience.DEFAULT_AUDIENCE)));
      }
      condition = condition.with(operator, keys);
    }
    return switch (random.nextInt(6)) {
      case 0 -> condition.with("NumericLessThan", Json.object().with("h:n", Json.of(5)));
      case 1, 2 ->
          condition.with("IpAddress", Json.object().with("aws:SourceIp", Json.of("10.0.0.0/8")));
      default -> condition;
    };
  }

  private static Json form(SplittableRandom random, List<String> values) {
    return values.size() == 1 && random.nextBoolean()
        ? Json.of(values.getFirst())
        : Json.strings(values);
  }

  private static <T> T pick(SplittableRandom random, List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
