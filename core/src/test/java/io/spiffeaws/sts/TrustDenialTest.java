package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.lint.FixTrust;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.role.RoleLocks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each denial shows the values of policy and token. Its first command is then run; after it the
/// role allows the identity, and no other identity that the policy did not name.
class TrustDenialTest {
  private static final String HOST = "oidc.example.org";
  private static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/" + HOST;
  private static final String ID = "spiffe://example.org/s3-app";
  private static final String OTHER = "spiffe://example.org/other";
  private static final String AUD = "sts.amazonaws.com";
  private static final String WEB = "sts:AssumeRoleWithWebIdentity";
  private static final String EXACT = "'StringEquals':{'H:aud':'AUD','H:sub':'ID'}";

  private final FakeRoles roles = new FakeRoles();
  private FakeOidcProviders providers =
      new FakeOidcProviders().with("https://" + HOST, List.of(AUD), List.of());

  /// A condition, texts of the message, the begin of the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'StringEquals':{'H:aud':'ID'} | ID on H:aud, and no condition on H:sub; the token has the audience AUD | LINT
          'StringEquals':{'H:aud':'ID','H:sub':'OTHER'} | ID on H:aud, and OTHER on H:sub | LINT
          'StringEquals':{'H:aud':'ID','H:sub':'AUD'} | ID on H:aud, and AUD on H:sub | LINT
          'StringEquals':{'H:aud':'AUD','H:sub':'AUD'} | the audience AUD on H:sub, and the token has the subject ID | to replace it, run: spiffe-aws trust add-sub app ID --in-place-of AUD
          'StringEquals':{'HOST/:aud':'AUD','HOST/:sub':'ID'} | the key HOST/:aud, and the token has the keys H:sub and H:aud | LINT
          'StringEquals':{'H:aud':'AUD','oidc.example.com:sub':'ID'} | oidc.example.com:sub | LINT
          'StringEquals':{'H:aud':'AUD','sub':'ID'} | the key sub, | LINT
          'StringEquals':{'H:aud':'AUD','H:sub':'ID/'} | "ID/", and the token has "ID": they differ in the slash at the end | to replace it, run: spiffe-aws trust add-sub app ID --in-place-of ID/
          'StringEquals':{'H:aud':'AUD','H:sub':'SPIFFE://example.org/s3-app'} | they differ in the letter case | to replace it, run: spiffe-aws trust add-sub app ID --in-place-of SPIFFE://example.org/s3-app
          'StringEquals':{'H:aud':'AUD','H:sub':'example.org/s3-app'} | they differ in the scheme | to replace it
          'StringEquals':{'H:aud':'AUD','H:sub':'https://example.org/s3-app'} | they differ in the scheme | to replace it
          'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://exmaple.org/s3-app'} | they differ in the trust domain | to replace it, run: spiffe-aws trust add-sub app ID --in-place-of spiffe://exmaple.org/s3-app
          'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://example.org/S3-App'} | they differ in the letter case | to allow it, run: spiffe-aws trust add-sub app ID; if "spiffe://example.org/S3-App" is a mistake, replace it: spiffe-aws trust add-sub app ID --in-place-of spiffe://example.org/S3-App
          'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://example.org/s3-ap'} | they differ in the spelling of the path | to allow it, run: spiffe-aws trust add-sub app ID; if
          'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://example.org/*'} | spiffe://example.org/* under StringEquals, which compares * and ? literally; the token has ID | to replace it, run: spiffe-aws trust add-sub app ID --in-place-of 'spiffe://example.org/*'
          'StringEquals':{'H:aud':'AUD','H:sub':'OTHER'} | statement 1: StringEquals H:sub OTHER, and the token has ID | to allow it, run: spiffe-aws trust add-sub app ID
          'StringEquals':{'H:aud':'vault','H:sub':'ID'} | statement 1: StringEquals H:aud vault, and the token has AUD | LINT
          'StringEquals':{'HOST/:aud':'AUD','HOST/:sub':'OTHER'} | the key HOST/:aud | LINT; then to allow the identity, run: spiffe-aws trust add-sub app ID
          'StringEquals':{'OIDC.example.org:aud':'AUD','H:sub':'OTHER'} | statement 1: StringEquals H:sub OTHER | to allow it, run: spiffe-aws trust add-sub app ID
          """)
  void mistakeInTheConditionIsCorrected(String condition, String says, String hint) {
    put(statement("'Federated':'PROVIDER'", WEB, condition));

    var problem = problem();

    assertThat(problem.code())
        .isEqualTo(condition.contains("vault") ? "audience-not-trusted" : "subject-not-trusted");
    assertThat(problem.message()).contains(filled(says));
    assertThat(problem.hint()).startsWith(filled(hint));
    type(problem.hint());
    assertThat(allowed())
        .isSubsetOf(ID, OTHER, "spiffe://example.org/S3-App", "spiffe://example.org/s3-ap")
        .contains(ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Federated':'PROVIDER/' | PROVIDER/ | the slash at the end
          'Federated':'arn:aws:iam::123456789012:oidc-provider/OIDC.example.org' | oidc-provider/OIDC.example.org | the letter case
          'Federated':'arn:aws:iam::123456789012:oidc-provider/oidc.exmaple.org' | oidc-provider/oidc.exmaple.org | the spelling
          'Federated':'arn:aws:iam::123456789012:oidc-provider/https://HOST' | oidc-provider/https://HOST | the scheme
          'Federated':'arn:aws:iam::123456789012:oidc/HOST' | oidc/HOST | the type
          'Federated':'arn:aws:iam::123456789012:openid-provider/HOST' | openid-provider/HOST | the type
          'Federated':'arn:aws:iam::111122223333:oidc-provider/HOST' | 111122223333 | the account
          'Federated':'arn:aws-cn:iam::123456789012:oidc-provider/HOST' | aws-cn | the partition
          'Federated':'arn:aws-cn:iam::111122223333:oidc-provider/HOST/' | aws-cn | the partition and the account and the slash at the end
          'Federated':'HOST' | HOST | the form, since it is not an ARN
          'AWS':'PROVIDER' | under AWS | only under Federated
          """)
  void principalIsShownBesideTheProvider(String principal, String says, String difference) {
    put(statement(principal, WEB, EXACT));

    var problem = problem();

    assertThat(problem.message()).contains(filled(says), PROVIDER).endsWith(difference);
    assertThat(problem.hint()).isEqualTo("to correct it, run: spiffe-aws trust lint app --fix");
    type(problem.hint());
    assertThat(allowed()).containsExactly(ID);
    assertThat(roles.find("app").orElseThrow().trust().statements()).hasSize(1);
  }

  @Test
  void otherActionIsReplaced() {
    put(statement("'Federated':'PROVIDER'", "sts:AssumeRole", EXACT));

    var problem = problem();

    assertThat(problem.message())
        .endsWith("statement 1 allows sts:AssumeRole, and a token needs " + WEB);
    type(problem.hint());
    assertThat(allowed()).containsExactly(ID);
  }

  @Test
  void denyIsNotBypassed() {
    put(
        statement("'Federated':'PROVIDER'", WEB, EXACT)
            + ","
            + statement("'Federated':'PROVIDER'", WEB, EXACT).replace("Allow", "Deny"));

    assertThat(problem().code()).isEqualTo("denied-by-statement");
    assertThat(problem().message()).contains("statement 2 has the effect Deny");
    assertThat(problem().hint())
        .isEqualTo(
            "to print the policy, run: spiffe-aws trust role show app; to allow the ID, remove or"
                + " change the Deny statement");
  }

  /// The mistake of another workload's statement is not the cause if a statement can be extended.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'StringEquals':{'H:aud':'OTHER'} | 'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://example.org/third'} | add-sub
          'StringEquals':{'H:aud':'ID'}    | 'StringEquals':{'H:aud':'AUD','H:sub':'spiffe://example.org/third'} | lint
          'StringEquals':{'H:aud':'OTHER'} | 'StringEquals':{'H:aud':'ID'} | lint
          """)
  void statementOfTheIdentityIsChosen(String one, String other, String command) {
    put(
        statement("'Federated':'PROVIDER'", WEB, one)
            + ","
            + statement("'Federated':'PROVIDER'", WEB, other));

    assertThat(problem().hint()).contains("run: spiffe-aws trust " + command);
    type(problem().hint());
    assertThat(TrustDecision.decide(roles.find("app").orElseThrow().trust(), identity(ID, AUD)))
        .isInstanceOf(TrustDecision.Allowed.class);
  }

  @Test
  void providerOfAnotherIssuerThatExistsIsKept() {
    providers = providers.with("https://" + HOST + "/", List.of(AUD), List.of());
    put(statement("'Federated':'PROVIDER/'", WEB, EXACT.replace("H:", HOST + "/:")));

    var problem = problem();

    assertThat(problem.message()).contains(PROVIDER + "/", "the slash at the end");
    assertThat(problem.hint())
        .isEqualTo(
            "to allow it, run: spiffe-aws trust add-sub app " + ID + " --issuer https://" + HOST);
    type(problem.hint());
    assertThat(allowed()).contains(ID);
  }

  @Test
  void policyWithoutStatementForTheProviderIsExtended() {
    put("{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}");

    assertThat(problem().message()).contains("its principal is not " + PROVIDER);
    type(problem().hint());
    assertThat(allowed()).containsExactly(ID);
  }

  @Test
  void audienceThatProviderAndPolicyAgreeOnIsSpecified() {
    providers = new FakeOidcProviders().with("https://" + HOST, List.of(AUD, "vault"), List.of());
    put(statement("'Federated':'PROVIDER'", WEB, EXACT.replace("AUD", "vault")));

    assertThat(problem().code()).isEqualTo("audience-not-trusted");
    assertThat(problem().hint())
        .isEqualTo(
            "specify --audience vault, or set SPIFFE_AWS_AUDIENCE or the context's audience to that value");
  }

  /// Types the first command of a hint.
  private void type(String hint) {
    var commands = Arrays.stream(hint.split("; ")).filter(part -> part.contains("run: ")).toList();
    for (var command : commands) {
      var words =
          Arrays.asList(
              command.substring(command.indexOf("run: ") + 5).replace("'", "").split(" "));
      if (words.get(2).equals("lint")) {
        var _ =
            new FixTrust(roles, providers, RoleLocks.NONE, _ -> {})
                .run(new FixTrust.Request(RoleReference.parse(words.get(3)), List.of(), false));
      } else if (words.get(2).equals("add-sub")) {
        add(words);
      }
    }
  }

  private void add(List<String> words) {
    var _ =
        new AddSubjects(roles, providers, RoleLocks.NONE, _ -> {})
            .run(
                new AddSubjects.Request(
                    RoleReference.parse(words.get(3)),
                    List.of(Subject.ofAnyIssuer(words.get(4))),
                    option(words, "--issuer").map(IssuerUrl::parse),
                    option(words, "--audience"),
                    false,
                    false,
                    option(words, "--in-place-of"),
                    false));
  }

  private static Optional<String> option(List<String> words, String name) {
    var at = words.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  private void put(String statements) {
    var _ =
        roles.with(
            "app",
            TrustPolicy.parse(
                "{'Version':'2012-10-17','Statement':[%s]}"
                    .formatted(statements)
                    .replace('\'', '"')),
            Map.of());
  }

  private Problem problem() {
    return TrustDenial.of(
        identity(ID, AUD), roles.find("app").orElseThrow(), AccountProviders.of(providers));
  }

  private List<String> allowed() {
    var trust = roles.find("app").orElseThrow().trust();
    for (var sub : List.of(ID, OTHER, "spiffe://example.org/z")) {
      for (var aud : List.of("vault", ID, OTHER)) {
        assertThat(TrustDecision.decide(trust, identity(sub, aud)).allowed()).as(aud).isFalse();
      }
    }
    return List.of(
            ID,
            OTHER,
            ID + "/",
            "spiffe://example.org/S3-App",
            "spiffe://example.org/s3-ap",
            "spiffe://example.org/z",
            AUD)
        .stream()
        .filter(sub -> TrustDecision.decide(trust, identity(sub, AUD)).allowed())
        .toList();
  }

  private static WebIdentity identity(String sub, String aud) {
    return new WebIdentity(PROVIDER, HOST, sub, aud);
  }

  private static String statement(String principal, String action, String condition) {
    return filled(
        "{'Effect':'Allow','Principal':{%s},'Action':'%s','Condition':{%s}}"
            .formatted(principal, action, condition));
  }

  private static String filled(String text) {
    return text.replace("LINT", "to correct it, run: spiffe-aws trust lint app --fix")
        .replaceAll("\\bH:", HOST + ":")
        .replace("PROVIDER", PROVIDER)
        .replace("HOST", HOST)
        .replaceAll("\\bAUD\\b", AUD)
        .replaceAll("\\bOTHER\\b", OTHER)
        .replaceAll("\\bID\\b", ID);
  }
}
