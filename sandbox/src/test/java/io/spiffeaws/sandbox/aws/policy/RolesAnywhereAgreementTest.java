package io.spiffeaws.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.AnchorEditor;
import io.spiffeaws.trust.subject.PolicyEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// On random trust policies, the core's evaluation for IAM Roles Anywhere agrees with that of the
/// sandbox, which shares no code with it; and edits allow exactly what was requested.
class RolesAnywhereAgreementTest {
  private static final String ARN = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/";
  private static final String URI = RolesAnywhereStatements.URI_KEY;
  private static final List<RolesAnywhereArn> ANCHORS =
      Stream.of("a", "b", "c")
          .map(id -> RolesAnywhereArn.parse(ARN + id, RolesAnywhereArn.Type.TRUST_ANCHOR))
          .toList();
  private static final String LONG = "spiffe://td/" + "a".repeat(250);
  private static final List<String> IDS =
      List.of("spiffe://td/a", "spiffe://td/b", "spiffe://td/ns/a", LONG);
  private static final List<String> VALUES =
      List.of("spiffe://td/a", "spiffe://td/b", "spiffe://td/ns/a", "spiffe://td/ns/*", LONG, "*");
  private static final List<String> SOURCES =
      List.of(ARN + "a", ARN + "a", ARN + "b", ARN + "b", ARN + "*", "arn:aws:rolesanywhere:*:*:*");

  /// A certificate, the anchor that it is checked against, and the address of the request.
  private record Request(String id, RolesAnywhereArn anchor, String name, String address) {}

  @Test
  void bothEvaluationsAgree() {
    var random = new SplittableRandom(20_260);
    var decided = 0;
    for (var round = 0; round < 2_000; round++) {
      var policy = TrustPolicy.parse(policy(random));
      var document = PolicyDocument.trust(policy.compact());
      for (var id : IDS) {
        var anchor = one(random, ANCHORS);
        var known = RolesAnywhereSession.of(anchor, id);
        var decision = TrustDecision.decide(policy, known);
        var actual =
            requests(id, anchor)
                .map(request -> allowed(document, request))
                .collect(Collectors.toSet());
        if (!(decision instanceof TrustDecision.Undecided)) {
          assertThat(actual)
              .as("%s for %s by %s: %s", policy.compact(), id, anchor, decision)
              .containsExactly(decision.allowed());
          decided++;
        }
        var full = known.withTags(Map.of("x509Subject/CN", "x"), true).withSourceIdentity("CN=x");
        if (!(TrustDecision.decide(policy, full) instanceof TrustDecision.Undecided)) {
          assertThat(allowed(document, new Request(id, anchor, "x", "10.1.2.3")))
              .as("%s for %s by %s", policy.compact(), id, anchor)
              .isEqualTo(TrustDecision.decide(policy, full).allowed());
        }
      }
    }
    assertThat(decided).isGreaterThan(5_000);
  }

  @Test
  void editsAllowExactlyWhatWasRequested() {
    var random = new SplittableRandom(20_261);
    var changed = 0;
    for (var round = 0; round < 2_000; round++) {
      var before = TrustPolicy.parse(policy(random));
      var anchor = one(random, ANCHORS);
      var id = one(random, IDS);
      var add = random.nextInt(10) < 6;
      PolicyEdit edit;
      try {
        edit =
            add
                ? AnchorEditor.addSub(before, anchor, new Subject(id), false)
                : AnchorEditor.removeSub(before, anchor, new Subject(id));
      } catch (ProblemException refused) {
        continue;
      }
      changed += edit.changed() ? 1 : 0;
      check(before, edit, anchor, id, add);
    }
    assertThat(changed).isGreaterThan(300);
  }

  /// Certificates without the tag may lose a statement that allowed them by an operator such as
  /// `ForAllValues:StringLike`, with its last ID. The command warns of that.
  private static void check(
      TrustPolicy before, PolicyEdit edit, RolesAnywhereArn anchor, String id, boolean add) {
    var had = grants(before);
    var has = grants(edit.policy());
    var gained = new HashSet<>(has);
    gained.removeAll(had);
    var lost = new HashSet<>(had);
    lost.removeAll(has);
    var what = "%s -> %s".formatted(before.compact(), edit.policy().compact());
    assertThat(gained)
        .as(what)
        .allMatch(each -> add && each.id().equals(id) && each.anchor().equals(anchor));
    assertThat(lost)
        .as(what)
        .allMatch(each -> !add && (each.id().equals(id) || each.id().equals(LONG)));
    if (add && edit.reason().isEmpty()) {
      assertThat(requests(id, anchor)).as(what).allMatch(has::contains);
    }
    assertThat(others(edit.policy())).as(what).isEqualTo(others(before));
  }

  private static Set<Request> grants(TrustPolicy policy) {
    if (policy.grantsNothing()) {
      return Set.of();
    }
    var document = PolicyDocument.trust(policy.compact());
    return IDS.stream()
        .flatMap(id -> ANCHORS.stream().flatMap(anchor -> requests(id, anchor)))
        .filter(request -> allowed(document, request))
        .collect(Collectors.toSet());
  }

  private static Stream<Request> requests(String id, RolesAnywhereArn anchor) {
    return Stream.of("", "x")
        .flatMap(name ->
            Stream.of("10.1.2.3", "192.0.2.1")
                .map(address -> new Request(id, anchor, name, address)));
  }

  private static boolean allowed(PolicyDocument policy, Request request) {
    return RolesAnywhereStatements.ACTIONS.stream()
        .allMatch(action ->
            decides(policy, action, "Service", RolesAnywhereStatements.SERVICE, keys(request)));
  }

  /// The actions that another service and an account may call with the same condition keys.
  private static Set<String> others(TrustPolicy policy) {
    if (policy.grantsNothing()) {
      return Set.of();
    }
    var allowed = new HashSet<String>();
    var document = PolicyDocument.trust(policy.compact());
    for (var id : IDS) {
      for (var anchor : ANCHORS) {
        var keys = keys(new Request(id, anchor, "x", "10.1.2.3"));
        for (var action : RolesAnywhereStatements.ACTIONS) {
          if (decides(document, action, "Service", "ec2.amazonaws.com", keys)) {
            allowed.add("ec2 " + action + id + anchor);
          }
          if (decides(document, action, "AWS", "123456789012", keys)) {
            allowed.add("account " + action + id + anchor);
          }
        }
      }
    }
    return allowed;
  }

  private static boolean decides(
      PolicyDocument policy, String action, String kind, String name, RequestContext keys) {
    var request = new AccessRequest(action, "", Map.of(kind, Set.of(name)), keys);
    return policy.decide(request) == Verdict.ALLOWED;
  }

  private static RequestContext keys(Request request) {
    var keys =
        RequestContext.empty()
            .with("aws:SecureTransport", "true")
            .with("aws:SourceArn", request.anchor().toString())
            .with("aws:SourceAccount", request.anchor().account())
            .with("aws:SourceIp", request.address())
            .with("sts:RoleSessionName", "0123")
            .with("sts:SourceIdentity", request.name().isEmpty() ? "ID=0123" : "CN=x");
    var named =
        request.name().isEmpty()
            ? keys
            : keys.with("aws:PrincipalTag/x509Subject/CN", request.name());
    return request.id().equals(LONG) ? named : named.with(URI, request.id());
  }

  private static String policy(SplittableRandom random) {
    return IntStream.rangeClosed(1, 1 + random.nextInt(4))
        .mapToObj(_ -> statement(random))
        .collect(Collectors.joining(",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
  }

  private static String statement(SplittableRandom random) {
    var service = "\"Service\":[\"rolesanywhere.amazonaws.com\"%s]";
    var principal =
        switch (random.nextInt(8)) {
          case 0 -> service.formatted(",\"ec2.amazonaws.com\"");
          case 1 -> service.formatted("") + ",\"AWS\":\"123456789012\"";
          case 2 -> "\"Service\":\"ec2.amazonaws.com\"";
          default -> service.formatted("");
        };
    var action =
        switch (random.nextInt(8)) {
          case 0 -> "\"sts:AssumeRole\"";
          case 1 -> "[\"sts:TagSession\",\"sts:SetSourceIdentity\"]";
          case 2 -> "\"sts:*\"";
          default -> "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]";
        };
    return "{\"Effect\":\"%s\",\"Principal\":{%s},\"Action\":%s,\"Condition\":{%s}}"
        .formatted(random.nextInt(8) == 0 ? "Deny" : "Allow", principal, action, block(random));
  }

  private static String block(SplittableRandom random) {
    var keys = new ArrayList<String>();
    if (random.nextInt(10) < 8) {
      var operators =
          List.of(
              "StringEquals",
              "StringEquals",
              "StringLike",
              "StringNotEquals",
              "StringNotLike",
              "StringEqualsIfExists",
              "ForAllValues:StringLike",
              "ForAnyValue:StringEquals",
              "StringEqualsIgnoreCase");
      keys.add(condition(one(random, operators), URI, values(random, VALUES)));
    }
    if (random.nextInt(10) < 7) {
      var operators = List.of("ArnEquals", "ArnEquals", "ArnLike", "ArnNotLike", "ArnLikeIfExists");
      keys.add(condition(one(random, operators), "aws:SourceArn", values(random, SOURCES)));
    }
    if (random.nextInt(10) < 1) {
      keys.add(condition("Null", "aws:PrincipalTag/x509Subject/CN", List.of("false")));
    }
    if (random.nextInt(10) < 1) {
      keys.add(condition("IpAddress", "aws:SourceIp", List.of("10.0.0.0/8")));
    }
    return keys.stream().distinct().collect(Collectors.joining(","));
  }

  private static String condition(String operator, String key, List<String> values) {
    return "\"%s\":{\"%s\":[%s]}"
        .formatted(
            operator,
            key,
            values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",")));
  }

  private static List<String> values(SplittableRandom random, List<String> from) {
    return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(_ -> one(random, from)).toList();
  }

  private static <T> T one(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
