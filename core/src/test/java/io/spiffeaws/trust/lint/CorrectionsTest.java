package io.spiffeaws.trust.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.role.RoleLocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistake for which a statement allows no token is corrected. The role then allows exactly the
/// subjects that stood in the policy, with the audience of the provider.
class CorrectionsTest {
  private static final String HOST = "oidc.example.org";
  private static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/" + HOST;
  private static final String A = "spiffe://example.org/a";
  private static final String B = "spiffe://example.org/b";
  private static final String AUD = "sts.amazonaws.com";
  private static final String EXACT = "'StringEquals':{'H:aud':'AUD','H:sub':'A'}";
  private static final String A_ONLY = "a";

  private final FakeRoles roles = new FakeRoles();
  private FakeOidcProviders providers =
      new FakeOidcProviders()
          .with("https://" + HOST, List.of(AUD), List.of())
          .with("https://idp.other.net", List.of(AUD), List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'StringEquals':{'H:aud':'A'}                                  | a
          'StringEquals':{'H:aud':['A','B']}                            | a b
          'StringEquals':{'H:aud':['AUD','A']}                          | a
          'StringEquals':{'H:aud':'B','H:sub':'A'}                      | a b
          'StringEquals':{'H:aud':'A','H:sub':'A'}                      | a
          'StringEquals':{'H:aud':'A','H:sub':'AUD'}                    | a
          'StringEquals':{'H:sub':'AUD'},'StringLike':{'H:aud':'A'}     | a
          'StringEquals':{'HOST/:aud':'AUD','HOST/:sub':'A'}            | a
          'StringEquals':{'https://HOST:aud':'AUD','https://HOST:sub':'A'} | a
          'StringEquals':{'oidc.example.com:aud':'AUD','oidc.example.com:sub':'A'} | a
          'StringEquals':{'oidc.exmaple.org:sub':['A','B'],'H:aud':'AUD'} | a b
          'StringEquals':{'H:subject':'A','H:audience':'AUD'}           | a
          'StringEquals':{'sub':'A','aud':'AUD'}                        | a
          'StringEquals':{'HOST/sub':'A','HOST/aud':'AUD'}              | a
          'StringEquals':{'PROVIDER:sub':'A','PROVIDER:aud':'AUD'}      | a
          'StringEquals':{'HOST/:aud':'A'}                              | a
          'StringEquals':{'HOST/:aud':'A','HOST/:sub':'AUD'}            | a
          'StringEqualsIfExists':{'HOST/:sub':'A'},'StringEquals':{'H:aud':'AUD','H:sub':'A'} | a
          'StringEquals':{'H:aud':'vault','H:sub':'A'}                  | a
          'StringEquals':{'OIDC.example.org:AUD':'AUD','OIDC.EXAMPLE.org:Sub':'A'} | a
          """)
  void conditionIsCorrected(String condition, String expected) {
    fix(statement("'Federated':'PROVIDER'", "sts:AssumeRoleWithWebIdentity", condition));

    assertThat(allowed()).isEqualTo(List.of(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Federated':'PROVIDER/'
          'Federated':'arn:aws:iam::123456789012:oidc-provider/OIDC.example.org'
          'Federated':'arn:aws:iam::123456789012:oidc-provider/oidc.exmaple.org'
          'Federated':'arn:aws:iam::123456789012:oidc-provider/https://HOST'
          'Federated':'arn:aws:iam::123456789012:oidc-provider/https://HOST/'
          'Federated':'arn:aws:iam::123456789012:oidc/HOST'
          'Federated':'arn:aws:iam::123456789012:openid-provider/HOST'
          'Federated':'arn:aws:iam::123456789012:saml-provider/HOST'
          'Federated':'arn:aws:iam::111122223333:oidc-provider/HOST'
          'Federated':'arn:aws:iam::123456789O12:oidc-provider/HOST'
          'Federated':'arn:aws-cn:iam::123456789012:oidc-provider/HOST'
          'Federated':'arn:aws:sts::123456789012:oidc-provider/HOST'
          'Federated':'HOST'
          'Federated':'https://HOST'
          'Federated':['PROVIDER/','PROVIDER']
          'AWS':'PROVIDER'
          'AWS':'PROVIDER/'
          """)
  void principalIsReplacedByTheProvider(String principal) {
    fix(statement(principal, "sts:AssumeRoleWithWebIdentity", EXACT));

    assertThat(allowed()).containsExactly(A_ONLY);
    assertThat(trust().statements()).hasSize(1);
    assertThat(trust().statements().getFirst().federated()).containsExactly(PROVIDER);
  }

  @ParameterizedTest
  @CsvSource({"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentitty"})
  void actionIsReplaced(String action) {
    fix(statement("'Federated':'PROVIDER'", action, EXACT));

    assertThat(allowed()).containsExactly(A_ONLY);
  }

  @Test
  void severalMistakesAreCorrectedTogether() {
    fix(
        statement(
            "'Federated':'arn:aws:iam::123456789012:oidc-provider/oidc.exmaple.org/'",
            "sts:AssumeRole",
            "'StringEquals':{'oidc.exmaple.org/:aud':'A'}"));

    assertThat(allowed()).containsExactly(A_ONLY);
  }

  /// The correction would need a decision, or would allow more than the listed subjects.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Federated':'PROVIDER/' | 'StringEquals':{'H:aud':'AUD'}
          'Federated':'PROVIDER/' |
          'Federated':'PROVIDER/' | 'StringEquals':{'H:aud':'AUD'},'StringLike':{'H:sub':'spiffe://example.org/*'}
          'Federated':'PROVIDER/' | 'StringEquals':{'H:aud':'AUD'},'StringNotEquals':{'H:sub':'A'}
          'Federated':'PROVIDER/' | 'StringEquals':{'H:sub':'A'},'StringNotEquals':{'H:aud':'AUD'}
          'Federated':'PROVIDER'  | 'StringLike':{'HOST/:sub':'*'},'StringEquals':{'H:aud':'AUD'}
          'Federated':'PROVIDER'  | 'StringEquals':{'idp.other.net:sub':'A','idp.other.net:aud':'AUD'}
          'Federated':'arn:aws:iam::123456789012:oidc-provider/idp.example.org' | 'StringEquals':{'H:aud':'AUD','H:sub':'A'}
          'Federated':'arn:aws:iam::123456789012:oidc-provider/oidc2.example.org' | 'StringEquals':{'H:aud':'AUD','H:sub':'A'}
          'Federated':'arn:aws:iam::123456789012:saml-provider/oidc.exmaple.org' | 'StringEquals':{'H:aud':'AUD','H:sub':'A'}
          """)
  void whatNeedsADecisionStaysDenied(String principal, String condition) {
    fix(statement(principal, "sts:AssumeRoleWithWebIdentity", condition == null ? "" : condition));

    assertThat(allowed()).isEmpty();
  }

  @Test
  void principalSimilarToSeveralProvidersIsReportedOnly() {
    providers =
        new FakeOidcProviders()
            .with("https://oidc.exampla.org", List.of(AUD), List.of())
            .with("https://oidc.example.org", List.of(AUD), List.of());
    fix(
        statement(
            "'Federated':'arn:aws:iam::123456789012:oidc-provider/oidc.exampl.org'",
            "sts:AssumeRoleWithWebIdentity",
            EXACT));

    assertThat(allowed()).isEmpty();
  }

  @Test
  void unreadableProvidersLeaveTheFormToCorrect() {
    var policy =
        TrustPolicy.parse(
            policy(
                statement(
                    "'Federated':'arn:aws:iam::123456789012:oidc-provider/https://HOST'",
                    "sts:AssumeRoleWithWebIdentity",
                    "'StringEquals':{'H:aud':'A'}")));

    put(new LintTrust(List.of()).fixed("f", policy));

    assertThat(allowed()).containsExactly(A_ONLY);
  }

  private void fix(String statement) {
    put(TrustPolicy.parse(policy(statement)));
    var narrow = new FixTrust(roles, providers, RoleLocks.NONE, _ -> {});
    var request = new FixTrust.Request(RoleReference.parse("app"), List.of(), false);
    var _ = narrow.run(request);
    assertThat(narrow.run(request).changes().getFirst().action().word()).isEqualTo("unchanged");
  }

  private void put(TrustPolicy policy) {
    var _ = roles.with("app", policy, Map.of());
  }

  private TrustPolicy trust() {
    return roles.find("app").orElseThrow().trust();
  }

  /// The names of the subjects that the role allows. Any token but one of a listed subject, the
  /// provider and the audience fails the test.
  private List<String> allowed() {
    var found = new ArrayList<String>();
    for (var host : List.of(HOST, HOST + "/", "oidc.exmaple.org", "idp.other.net")) {
      for (var sub : List.of(A, B, A + "/", "spiffe://example.org/z", AUD)) {
        for (var aud : List.of(AUD, "vault", A, B)) {
          var arn = PROVIDER.replace(HOST, host);
          if (!(TrustDecision.decide(trust(), new WebIdentity(arn, host, sub, aud))
              instanceof TrustDecision.Denied)) {
            assertThat(List.of(host, aud)).as(sub).containsExactly(HOST, AUD);
            found.add(sub.substring(sub.lastIndexOf('/') + 1));
          }
        }
      }
    }
    return found;
  }

  private static String policy(String statement) {
    return "{'Version':'2012-10-17','Statement':[%s]}".formatted(statement).replace('\'', '"');
  }

  private static String statement(String principal, String action, String condition) {
    return "{'Effect':'Allow','Principal':{%s},'Action':'%s','Condition':{%s}}"
        .formatted(principal, action, condition)
        .replace("H:", HOST + ":")
        .replace("PROVIDER", PROVIDER)
        .replace("HOST", HOST)
        .replace("'AUD'", "'" + AUD + "'")
        .replace("'A'", "'" + A + "'")
        .replace("'B'", "'" + B + "'");
  }
}
