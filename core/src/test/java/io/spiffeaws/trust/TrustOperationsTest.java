package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.S3Access;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustOperationsTest extends TrustOperations {
  @Test
  void addingTwiceIsUnchangedAndADryRunWritesNothing() {
    roles.with("app", trusting(A), OURS);

    assertThat(actions(add(true, B).changes())).containsExactly("created");
    assertThat(roles.writes).isEmpty();
    assertThat(actions(add(false, B).changes())).containsExactly("created");
    assertThat(actions(add(false, B).changes())).containsExactly("unchanged");
    assertThat(roles.writes).containsExactly("trust app");
  }

  @Test
  void anOverwrittenEditIsWrittenAgain() {
    roles.with("app", trusting(A), OURS);
    roles.overwrites.add(trusting(A, "spiffe://example.org/theirs"));

    assertThat(actions(add(false, B).changes())).containsExactly("created");

    assertThat(subs()).containsExactly(A, "spiffe://example.org/theirs", B);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void anEditThatIsAlwaysOverwrittenFails() {
    roles.with("app", trusting(A), OURS);
    for (var i = 0; i < 100; i++) {
      roles.overwrites.add(trusting(A, "spiffe://example.org/theirs-" + i));
    }

    assertThat(problem(() -> add(false, B)).code()).isEqualTo("trust-policy-contended");
  }

  @Test
  void aRoleThatDoesNotExistIsMissing() {
    assertThat(problem(() -> add(false, B))).isInstanceOf(Problem.Missing.class);
  }

  @Test
  void theIssuerIsRequiredIfTheRoleTrustsSeveral() {
    var other =
        new ProviderAudience(new ProviderArn("arn:aws:iam::1:oidc-provider/q"), Optional.empty());
    roles.with(
        "app", SubjectEditor.addSub(trusting(A), other, new Subject(A), false).policy(), OURS);

    assertThat(problem(() -> add(false, B)).code()).isEqualTo("issuer-needed");
  }

  /// The only provider that a role trusts, its only subject, and whether SPIFFE IDs can be added
  /// without an issuer.
  @ParameterizedTest
  @CsvSource({
    "oidc.example.org, spiffe://example.org/a, true",
    "token.actions.githubusercontent.com, repo:acme/shop:ref:refs/heads/main, false",
    "token.actions.githubusercontent.com, spiffe://example.org/a, false",
    "gitlab.com, , false",
    "gitlab.acme.example, project_path:acme/shop:ref_type:branch:ref:main, false",
    "kubernetes.acme.example, system:serviceaccount:prod:app, false",
    "oidc.eks.eu-west-1.amazonaws.com/id/1, , false",
  })
  void theIssuerIsRequiredIfTheRoleTrustsAnotherKind(String host, String sub, boolean added) {
    var condition =
        sub == null
            ? ""
            : ",'Condition':{'StringEquals':{'%s:aud':'sts.amazonaws.com','%s:sub':'%s'}}"
                .formatted(host, host, sub);
    roles.with(
        "app",
        TrustPolicy.parse(
            ("{'Statement':[{'Effect':'Allow','Principal':{'Federated':"
                    + "'arn:aws:iam::123456789012:oidc-provider/%s'},"
                    + "'Action':'sts:AssumeRoleWithWebIdentity'%s}]}")
                .formatted(host, condition)
                .replace('\'', '"')),
        OURS);

    if (added) {
      assertThat(actions(add(false, B).changes())).containsExactly("created");
    } else {
      var problem = problem(() -> add(false, B));
      assertThat(problem.code()).isEqualTo("issuer-needed");
      assertThat(problem).isInstanceOf(Problem.Malformed.class);
      assertThat(problem.message()).contains(host);
      assertThat(roles.writes).isEmpty();
    }
  }

  @Test
  void aPolicyOverTheQuotaIsRejectedBeforeTheCall() {
    roles.with("app", trusting(A), OURS);
    var many = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      many.add("spiffe://example.org/ns/production/sa/workload-number-" + i);
    }

    assertThat(problem(() -> add(false, many.toArray(String[]::new))).code())
        .isEqualTo("trust-policy-too-long");
    assertThat(roles.writes).isEmpty();
    roles.quota = OptionalInt.of(4096);
    assertThat(add(false, many.toArray(String[]::new)).changes().changes()).hasSize(40);
  }

  @Test
  void aPatternForTheWholeTrustDomainRequiresForce() {
    roles.with("app", trusting(A), OURS);

    for (var pattern : List.of("spiffe://example.org/*", "spiffe://example.org/?*/*")) {
      assertThat(problem(() -> add(false, pattern))).isInstanceOf(Problem.Malformed.class);
    }
    assertThat(problem(() -> add(false, "spiffe://example.org*")).code())
        .isEqualTo("malformed-pattern");
  }

  @Test
  void theLastSubjectCannotBeRemoved() {
    roles.with("app", trusting(A), OURS);

    var problem = problem(() -> remove(A));

    assertThat(problem.code()).isEqualTo("last-statement");
    assertThat(problem.hint()).contains("trust role delete app");
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void removingASubjectThatAPatternAllowsWarns() {
    roles.with("app", trusting("spiffe://example.org/n/a", "spiffe://example.org/n/*"), OURS);

    var outcome = remove("spiffe://example.org/n/a");

    assertThat(actions(outcome.changes())).containsExactly("deleted");
    assertThat(outcome.warnings()).hasSize(1);
  }

  @Test
  void s3AccessNamesActionsObjectsAndPrefix() {
    assertThat(S3Access.parse("b-1/2026/:read").policy("aws"))
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[\
            {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b-1",\
            "Condition":{"StringLike":{"s3:prefix":"2026/*"}}},\
            {"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::b-1/2026/*"}]}\
            """);
    assertThat(S3Access.parse("b-1:write").policy("aws-cn"))
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Action":["s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload"],\
            "Resource":"arn:aws-cn:s3:::b-1/*"}]}\
            """);
    assertThat(S3Access.parse("b-1/a/b:read").policyName())
        .isNotEqualTo(S3Access.parse("b-1/a=b:read").policyName());
    for (var wrong : List.of("b-1", "b-1:all", "B:read", "b-1/a*:read", ":read")) {
      assertThat(problem(() -> S3Access.parse(wrong))).isInstanceOf(Problem.Malformed.class);
    }
    assertThat(problem(() -> S3Access.parse("b:read")).code()).isEqualTo("malformed-bucket");
  }

  @Test
  void aDiffHasTheFewestLines() {
    assertThat(LineDiff.of("a\nb\nc", "a\nx\nc\nd")).isEqualTo("- b\n+ x\n+ d");
    assertThat(LineDiff.of("a", "a")).isEmpty();
    assertThat(LineDiff.of("", "a\nb")).isEqualTo("+ a\n+ b");
  }

  @Test
  void aDiffShowsAnAppendedItemWithoutTheComma() {
    assertThat(LineDiff.of("[\n {\n a\n }\n]", "[\n {\n a\n },\n {\n b\n }\n]"))
        .isEqualTo("+  {\n+  b\n+  }");
  }

  @Test
  void aDiffShowsARemovedFirstItemFromItsBrace() {
    assertThat(LineDiff.of("[\n {\n  a\n },\n {\n  b\n }\n]", "[\n {\n  b\n }\n]"))
        .isEqualTo("-  {\n-   a\n-  },");
  }

  @Test
  void aPolicyDocumentIsDecodedAndKeepsAPlus() {
    assertThat(SdkRoles.decoded("%7B%22a%22%3A%22x+y%2Bz%22%7D")).isEqualTo("{\"a\":\"x+y+z\"}");
    assertThat(SdkRoles.decoded("{\"a\":\"100%\"}")).isEqualTo("{\"a\":\"100%\"}");
    assertThat(SdkRoles.decoded("%zz")).isEqualTo("%zz");
  }
}
