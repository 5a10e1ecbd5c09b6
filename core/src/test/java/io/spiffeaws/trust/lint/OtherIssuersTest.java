package io.spiffeaws.trust.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trust policies of issuers other than SPIRE, and principals that are not OIDC providers.
class OtherIssuersTest {
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String GOOD =
      "{'StringEquals':{'h:aud':'sts.amazonaws.com','h:sub':'spiffe://td/a'}}";

  /// An issuer, the condition on its keys other than `aud` (`H` is the issuer), and the codes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          GITHUB | 'StringEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main','H:repository_id':'456'} |
          GITHUB | 'StringEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main','H:Ref':'refs/heads/main'} |
          GITHUB | 'StringEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main','H:job_workflow_ref':'x','H:actor':'a','H:actor_id':'1'} |
          GITHUB | 'StringEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main','H:event_name':'push'} | undocumented-key
          GITHUB | 'StringEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main','other:ref':'x'} | wrong-key
          GITHUB | 'StringEquals':{'H:repository_id':'456'} | required-key
          GITHUB | 'StringLike':{'H:repository':'acme*'} | no-subject required-key
          GITHUB | 'StringEquals':{'H:ref':'refs/heads/main'} | no-subject required-key
          GITHUB | 'StringNotEquals':{'H:sub':'repo:acme/shop:ref:refs/heads/main'} | negated-subject required-key
          GITHUB | 'StringLike':{'H:sub':'*'} | whole-trust-domain required-key
          GITHUB | 'StringLike':{'H:sub':'repo:*'} | whole-trust-domain
          GITHUB | 'StringLike':{'H:sub':'repo:*/*'} | whole-trust-domain
          GITHUB | 'StringLike':{'H:sub':'re*'} | whole-trust-domain
          GITHUB | 'StringLike':{'H:sub':'repo:*/shop:*'} | wide-owner
          GITHUB | 'StringLike':{'H:sub':'*:ref:refs/heads/main'} | wide-owner
          GITHUB | 'StringLike':{'H:sub':'repo:acme*'} | wide-owner
          GITHUB | 'StringLike':{'H:sub':'repo:acme?/shop:*'} | wide-owner
          GITHUB | 'StringLike':{'H:sub':'repository_owner_id:12*'} | wide-owner
          GITHUB | 'StringLike':{'H:sub':['repo:acme/*','repo:acme@123/shop@456:*']} |
          GITHUB | 'StringEquals':{'H:sub':'repo:*'} | literal-wildcard
          GITHUB/acme | 'StringEquals':{'H:actor':'a'} | no-subject
          token.actions.acme.ghe.com | 'StringEquals':{'H:repository_owner_id':'1'} |
          gitlab.com | 'StringLike':{'H:sub':'project_path:*'} | whole-trust-domain
          gitlab.com | 'StringLike':{'H:sub':'project_path:*/shop:ref_type:branch:ref:main'} | wide-owner
          gitlab.com | 'StringLike':{'H:sub':'project_path:acme*'} | wide-owner
          gitlab.com | 'StringLike':{'H:sub':'project_path:acme/*','H:namespace_id':'7'} |
          gitlab.com | 'StringEquals':{'H:namespace_id':'7'} | required-key
          gitlab.acme.example | 'StringEquals':{'H:sub':'project_path:acme/shop:ref_type:branch:ref:main','H:namespace_id':'7'} |
          gitlab.acme.example | 'StringLike':{'H:sub':'project_path:*'} | whole-trust-domain
          gitlab.acme.example | 'StringEquals':{'H:namespace_id':'7'} | no-subject
          oidc.eks.eu-west-1.amazonaws.com/id/1 | 'StringLike':{'H:sub':'system:serviceaccount:*'} | whole-trust-domain
          oidc.eks.eu-west-1.amazonaws.com/id/1 | 'StringLike':{'H:sub':'system:serviceaccount:prod*'} | wide-owner
          oidc.eks.eu-west-1.amazonaws.com/id/1 | 'StringLike':{'H:sub':'system:serviceaccount:*:app'} | wide-owner
          oidc.eks.eu-west-1.amazonaws.com/id/1 | 'StringLike':{'H:sub':'system:serviceaccount:prod:*'} |
          kubernetes.acme.example | 'StringLike':{'H:sub':'system:serviceaccount:*:*'} | whole-trust-domain
          agent.buildkite.com | 'StringLike':{'H:sub':'organization:*'} | whole-trust-domain
          agent.buildkite.com | 'StringLike':{'H:sub':'organization:acme*'} | wide-owner
          agent.buildkite.com | 'StringLike':{'H:sub':'organization:acme:*','H:pipeline_slug':'x'} |
          app.terraform.io | 'StringLike':{'H:sub':'organization:*:project:*:workspace:*:run_phase:*'} | whole-trust-domain
          app.terraform.io | 'StringLike':{'H:sub':'organization:*:workspace:prod:*'} | wide-owner
          app.terraform.io | 'StringLike':{'H:sub':'organization:acme:*'} |
          oidc.circleci.com/org/12-ab | 'StringLike':{'H:sub':'org/*'} | whole-trust-domain
          oidc.circleci.com/org/12-ab | 'StringLike':{'H:sub':'org/12-ab/project/*'} | whole-trust-domain
          oidc.circleci.com/org/12-ab | 'StringLike':{'H:sub':'org/12-ab/project/7*'} | wide-owner
          oidc.circleci.com/org/12-ab | 'StringLike':{'H:sub':'org/12-ab/project/77/user/*'} |
          oidc.circleci.com/org/12-ab | 'StringEquals':{'H:oidc.circleci.com/project-id':'77'} |
          idcs-1.identity.oraclecloud.com | 'StringEquals':{'H:rpst_id':'x'} |
          ci.acme.example | 'StringLike':{'H:sub':'pipeline:*'} | whole-trust-domain
          api.pulumi.com/oidc | 'StringLike':{'H:sub':'pulumi:deploy:org:acme:*'} |
          oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb | 'StringLike':{'H:sub':'*'} | whole-trust-domain required-key
          sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d | 'StringEquals':{'H:sub':'x'} | required-key
          sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d | 'StringEquals':{'H:sub':'x','sts:RoleSessionName':'MicrosoftSentinel_1'} |
          unknown.example | 'StringEquals':{'H:tenant':'x'} | no-subject
          unknown.example | 'StringEquals':{'H:sub':'pipeline:1','H:tenant':'x'} |
          spire.example | 'StringEquals':{'H:sub':'spiffe://td/a','H:tenant':'x'} | unknown-key
          spire.example | 'StringEquals':{'H:sub':'spiffe://td/a','H:oaud':'sts.amazonaws.com'} |
          """)
  void aPolicyOfAnotherIssuerHasItsFindings(String issuer, String condition, String expected) {
    var host = issuer.replace("GITHUB", GITHUB);
    assertThat(
            codes(
                "'Federated':'arn:aws:iam::123456789012:oidc-provider/%s'".formatted(host),
                "{%s}".formatted(withAudience(condition)).replace("H:", host + ":")))
        .isEqualTo(split(expected));
  }

  @Test
  void theAudienceDistinguishesTenantsOfSomeIssuers() {
    var principal = "'Federated':'arn:aws:iam::123456789012:oidc-provider/api.pulumi.com/oidc'";

    assertThat(
            codes(
                principal,
                "{'StringLike':{'api.pulumi.com/oidc:sub':'pulumi:deploy:org:acme:project:*'}}"))
        .containsExactly("no-audience", "required-key");
    assertThat(
            codes(
                "'Federated':'cognito-identity.amazonaws.com'",
                "{'ForAnyValue:StringLike':{'cognito-identity.amazonaws.com:amr':'authenticated'}}"))
        .containsExactly("required-key");
    assertThat(
            codes(
                "'Federated':'cognito-identity.amazonaws.com'",
                "{'StringEquals':{'cognito-identity.amazonaws.com:aud':'eu-west-1:1'}}"))
        .isEmpty();
  }

  /// A principal, the code, and the correct form in the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'AWS':'arn:aws:iam::123456789012:oidc-provider/h' | provider-under-aws | to fix it, run: spiffe-aws trust lint -f f --fix
          'AWS':['arn:aws:iam::123456789012:saml-provider/h'] | provider-under-aws | write {"Federated": "arn:aws:iam::123456789012:saml-provider/h"}
          'AWS':'arn:aws:iam::<ACCOUNT_ID>:root' | malformed-account | write arn:aws:iam::123456789012:root
          'AWS':'arn:aws:iam::1234-5678-9013:role/a' | malformed-account | write arn:aws:iam::123456789013:role/a
          'AWS':'12345678901' | malformed-account | write 123456789012
          'AWS':'AROAJQABLZS4A3QDU576Q' | |
          'Federated':'arn:aws:iam::<ACCOUNT_ID>:oidc-provider/h' | malformed-account | write arn:aws:iam::123456789012:oidc-provider/h
          'Federated':'arn:aws:iam::ACCOUNT_ID:oidc-provider/h' | malformed-account | write arn:aws:iam::123456789012:oidc-provider/h
          'Federated':'arn:aws:iam::1234-5678-9013:oidc-provider/h' | malformed-account | write arn:aws:iam::123456789013:oidc-provider/h
          'Federated':'arn:aws:iam::123456789012:oidc-provider/https://h' | provider-with-scheme | to fix it, run: spiffe-aws trust lint -f f --fix
          'Federated':{'Ref':'Provider'} | unresolved-template | write the resolved value: {"Federated": "arn:aws:iam::123456789012:oidc-provider/HOST[/PATH]"}
          'Federated':[{'Fn::GetAtt':['Provider','Arn']}] | unresolved-template | write the resolved value: {"Federated": "arn:aws:iam::123456789012:oidc-provider/HOST[/PATH]"}
          'Federated':{'Fn::Sub':'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/h'} | unresolved-template | write the resolved value: {"Federated": "arn:aws:iam::123456789012:oidc-provider/h"}
          'Federated':'${aws_iam_openid_connect_provider.spire.arn}' | unresolved-template | write the resolved value: {"Federated": "arn:aws:iam::123456789012:oidc-provider/HOST[/PATH]"}
          'AWS':{'Fn::Sub':'arn:aws:iam::${AWS::AccountId}:root'} | unresolved-template | write the resolved value: {"AWS": "arn:aws:iam::123456789012:root"}
          'Fn::If':['A','B','C'] | unresolved-template | write the resolved value: {"Federated": "arn:aws:iam::123456789012:oidc-provider/HOST[/PATH]"}
          'Federated':'oidc.example.org' | malformed-provider | write arn:aws:iam::ACCOUNT:oidc-provider/HOST[/PATH]
          """)
  void theHintShowsTheCorrectFormOfAMalformedPrincipal(String principal, String code, String hint) {
    var found = findings(principal, GOOD);

    assertThat(found.stream().map(finding -> finding.code().word()).toList())
        .isEqualTo(split(code));
    found.forEach(finding -> assertThat(finding.hint()).isEqualTo(hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          pods.eks.amazonaws.com | {} | no-source
          pods.eks.amazonaws.com | {'StringLike':{'aws:SourceArn':'*'}} | no-source
          pods.eks.amazonaws.com | {'ArnLikeIfExists':{'aws:SourceArn':'arn:aws:eks:eu-west-1:123456789012:cluster/c'}} | no-source
          pods.eks.amazonaws.com | {'ArnNotLike':{'aws:SourceArn':'arn:aws:eks:eu-west-1:123456789012:cluster/c'}} | no-source
          pods.eks.amazonaws.com | {'StringEquals':{'aws:SourceAccount':'123456789012'}} |
          ec2.amazonaws.com | {} |
          """)
  void aServiceNeedsAConditionOnItsResource(String service, String condition, String expected) {
    assertThat(codes("'Service':'" + service + "'", condition)).isEqualTo(split(expected));
  }

  @Test
  void anAccountOfAnotherServerIsNotMalformed() {
    var roles = new FakeRoles();
    put(roles, "ACC111", "'Federated':'arn:aws:iam::ACC111:oidc-provider/h'");
    var providers = new FakeOidcProviders();

    assertThat(
            new LintRoles(roles, providers, List.of())
                .all().policies().getFirst().findings().stream()
                    .map(finding -> finding.code().word()))
        .doesNotContain("malformed-account");
    assertThat(codes("'Federated':'arn:aws:iam::RGW12345678901234567:oidc-provider/h'", GOOD))
        .isEmpty();
  }

  @Test
  void rolesOfServicesAreChecked() {
    var roles = new FakeRoles();
    put(roles, "123456789012", "'Service':'pods.eks.amazonaws.com'");

    assertThat(new LintRoles(roles, new FakeOidcProviders(), List.of()).all().count()).isEqualTo(1);
  }

  private static String withAudience(String condition) {
    return condition.startsWith("'StringEquals':{")
        ? condition.replaceFirst("\\{", "{'H:aud':'sts.amazonaws.com',")
        : "'StringEquals':{'H:aud':'sts.amazonaws.com'}," + condition;
  }

  private static List<String> split(String codes) {
    return codes == null || codes.isBlank() ? List.of() : Arrays.asList(codes.split(" "));
  }

  private static List<String> codes(String principal, String condition) {
    return findings(principal, condition).stream().map(finding -> finding.code().word()).toList();
  }

  private static List<Finding> findings(String principal, String condition) {
    return new LintTrust(List.of())
        .file("f", TrustPolicy.parse(policy(principal, condition)))
        .policies()
        .getFirst()
        .findings();
  }

  private static String policy(String principal, String condition) {
    return "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{%s},'Action':'%s','Condition':%s}]}"
        .formatted(
            principal,
            principal.contains("Federated") || principal.contains("Fn::If")
                ? "sts:AssumeRoleWithWebIdentity"
                : "sts:AssumeRole",
            condition)
        .replace('\'', '"');
  }

  private static void put(FakeRoles roles, String account, String principal) {
    roles.roles.put(
        "r",
        new Role(
            "r",
            "arn:aws:iam::" + account + ":role/r",
            "/",
            "",
            Duration.ofHours(1),
            Optional.empty(),
            Map.of(),
            TrustPolicy.parse(policy(principal, principal.contains("Service") ? "{}" : GOOD))));
  }
}
