package io.spiffeaws.trust.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.role.RoleLocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LintTrustTest {
  private static final String ARN = "arn:aws:iam::123456789012:oidc-provider/h";

  /// A condition block and the expected codes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringEquals':{'h:aud':'sts.amazonaws.com','h:sub':'spiffe://td/a'}}     |
          {'StringEquals':{'H:AUD':'sts.amazonaws.com','h:Sub':['spiffe://td/a']}}   |
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/ns/*'}}   |
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/n?'}}     |
          {}                                                                         | no-subject no-audience
          {'StringEquals':{'h:sub':'spiffe://td/a'}}                                 | no-audience
          {'StringEquals':{'h:aud':'a'}}                                             | no-subject
          {'Null':{'h:sub':'false'},'StringEquals':{'h:aud':'a'}}                    | no-subject
          {'StringNotEquals':{'h:sub':'spiffe://td/a'},'StringEquals':{'h:aud':'a'}} | negated-subject
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/*'}}      | whole-trust-domain
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/*/?*'}}   | whole-trust-domain
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'*'}}                  | any-trust-domain
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://*'}}         | any-trust-domain
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td*/a'}}     | any-trust-domain
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/prod*'}}  | partial-segment
          {'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/*/a'}}    | crosses-segments
          {'StringEquals':{'h:sub':'spiffe://td/a'},'StringLike':{'h:aud':'*'}}      | wide-audience
          {'StringEquals':{'h:sub':'spiffe://td/a'},'StringNotEquals':{'h:aud':'b'}} | wide-audience
          {'StringEquals':{'h:sub':'spiffe://td/a','h:aud':['a','b']}}               | wide-audience
          {'StringEquals':{'h:sub':'spiffe://td/a','h:aud':['a','a']}}               |
          {'StringEqualsIfExists':{'h:aud':'a','h:sub':'spiffe://td/a'}}             | if-exists if-exists
          {'ForAllValues:StringEquals':{'h:aud':'a','h:sub':'spiffe://td/a'}}        | for-all-values for-all-values
          {'ForAnyValue:StringEquals':{'h:aud':'a','h:sub':'spiffe://td/a'}}         | for-any-value for-any-value
          {'stringequals':{'h:aud':'a','h:sub':'spiffe://td/a'}}                     | undocumented-operator undocumented-operator
          {'StringEquals':{'h:aud':'a'},'StringEqualsIgnoreCase':{'h:sub':'spiffe://td/a'}} | ignore-case
          {'StringEquals':{'h:aud':'a','h:sub':'spiffe://td/${aws:x}'}}              | policy-variable
          {'StringEquals':{'h/:aud':'a','h/:sub':'spiffe://td/a'}}                   | wrong-key wrong-key
          {'StringEquals':{'https://h:sub':'spiffe://td/a','h:aud':'a'}}             | wrong-key
          {'StringEqualsIfExists':{'other:sub':'spiffe://td/a'},'StringEquals':{'h:aud':'a'}} | wrong-key no-subject
          {'StringEquals':{'h:sub':'spiffe://td/a','h:aud':'a','h:email':'x'}}       | unknown-key
          {'StringEquals':{'h:sub':'s3-app','h:aud':'a'}}                            | not-a-spiffe-id
          {'StringEquals':{'h:sub':'SPIFFE://td/a','h:aud':'a'}}                     | not-a-spiffe-id
          {'StringEquals':{'h:sub':'spiffe://td/a/','h:aud':'a'}}                    | not-a-spiffe-id
          {'StringEquals':{'h:sub':'sts.amazonaws.com','h:aud':'sts.amazonaws.com'}} | misplaced-audience
          {'StringEquals':{'h:aud':'spiffe://td/a'}}                                 | misplaced-subject no-subject
          {'StringEquals':{'h:sub':'sts.amazonaws.com','h:aud':'spiffe://td/a'}}     | misplaced-subject
          {'StringEquals':{'h:sub':'repo:o/r:ref:refs/heads/main','h:aud':'a'}}      |
          {'StringLike':{'h:sub':['repo:o/r:*','*']},'StringEquals':{'h:aud':'a'}}   | covered-subject whole-trust-domain
          {'StringEquals':{'h:sub':'spiffe://td/spire/server','h:aud':'a'}}          | reserved-subject
          {'StringEquals':{'h:sub':'spiffe://td/*','h:aud':'a'}}                     | literal-wildcard
          {'StringEquals':{'h:sub':['spiffe://td/a','spiffe://td/b'],'h:aud':'a'},'StringLike':{'h:sub':'spiffe://td/a*'}} | dead-subject partial-segment
          {'StringLike':{'h:sub':['spiffe://td/ns/*','spiffe://td/ns/a']},'StringEquals':{'h:aud':'a'}} | covered-subject
          {'StringEquals':{'h:sub':['spiffe://td/a','spiffe://td/b','spiffe://tf/a'],'h:aud':'a'}} | several-trust-domains
          {'StringEquals':{'h:sub':[],'h:aud':'a'}}                                  | lets-nobody-in
          {'StringEquals':{'h:sub':'spiffe://td/a','h:aud':'a'},'Null':{'h:aud':'true'}} | lets-nobody-in
          {'StringEquals':{'h:aud':'a'},'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}   | no-subject
          {'StringEquals':'x'}                                                       | malformed-statement no-subject no-audience
          """)
  void aConditionHasItsFindings(String condition, String expected) {
    assertThat(
            codes(
                "{'Statement':[%s]}".formatted(statement("'Federated':'" + ARN + "'", condition))))
        .isEqualTo(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Principal':'*','Action':'sts:AssumeRoleWithWebIdentity'            | any-principal
          'Principal':{'AWS':'*'},'Action':'sts:AssumeRole'                   | any-principal
          'Principal':{'AWS':'*'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}} |
          'Principal':{'Federated':'*'},'Action':'sts:AssumeRoleWithWebIdentity' | any-principal
          'NotPrincipal':{'AWS':'123456789012'},'Action':'sts:AssumeRole'     | not-principal
          'Principal':{'AWS':'arn:aws:iam::123456789012:root'},'Action':'sts:AssumeRole' |
          'Principal':{'AWS':['arn:aws:iam::210987654321:root']},'Action':'sts:AssumeRole' | other-account
          'Principal':{'AWS':'210987654321'},'Action':'sts:AssumeRole'        | other-account
          'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole' |
          'Principal':{'Federated':'arn:aws:iam::123456789012:saml-provider/x'},'Action':'sts:AssumeRoleWithSAML' |
          'Principal':{'Federated':'oidc.example.org'},'Action':'sts:AssumeRoleWithWebIdentity' | malformed-provider
          'Principal':{'Federated':'arn:aws:iam::210987654321:oidc-provider/h'},'Action':'sts:TagSession' | other-accounts-provider
          'Principal':{'Federated':'ARN'},'Action':'sts:TagSession'           |
          'Principal':{'Federated':'ARN'},'Action':'sts:AssumeRole','Condition':GOOD | wrong-action
          'Principal':{'Federated':'ARN'},'Action':'sts:*','Condition':GOOD   | wide-action
          'Principal':{'Federated':'ARN'},'NotAction':'sts:AssumeRole','Condition':GOOD | not-action
          'Principal':{'Federated':['ARN','ARN2']},'Action':'sts:AssumeRoleWithWebIdentity','Condition':GOOD | several-providers lets-nobody-in
          'Principal':{'Federated':'ARN'},'Action':'sts:AssumeRoleWithWebIdentity','Resource':'*','Condition':GOOD | malformed-statement
          'Action':'sts:AssumeRole'                                           | malformed-statement
          """)
  void aPrincipalHasItsFindings(String members, String expected) {
    var good = "{'StringEquals':{'h:aud':'sts.amazonaws.com','h:sub':'spiffe://td/a'}}";
    var text =
        "{'Statement':[%s,{'Effect':'Allow',%s}]}"
            .formatted(
                statement("'Federated':'" + ARN + "'", good),
                members
                    .replace("ARN2", "arn:aws:iam::123456789012:oidc-provider/other")
                    .replace("ARN", ARN)
                    .replace("GOOD", good));

    assertThat(codesOfRole(text))
        .isEqualTo(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
  }

  @Test
  void aSubjectThatADenyCoversIsReported() {
    var good = "{'StringEquals':{'h:aud':'a','h:sub':['spiffe://td/a','spiffe://td/b']}}";
    var deny =
        "{'Effect':'Deny','Principal':{'Federated':'%s'},'Action':'sts:*','Condition':{'StringEquals':{'h:sub':'spiffe://td/a'}}}"
            .formatted(ARN);

    assertThat(
            codes(
                "{'Statement':[%s,%s]}"
                    .formatted(statement("'Federated':'" + ARN + "'", good), deny)))
        .containsExactly("denied-subject");
  }

  @Test
  void providersAndAudiencesOfTheAccountAreChecked() {
    var roles = new FakeRoles();
    var good = "{'StringEquals':{'h:aud':'other','h:sub':'spiffe://td/a'}}";
    put(roles, "app", "{'Statement':[%s]}".formatted(statement("'Federated':'" + ARN + "'", good)));
    put(
        roles,
        "gone",
        "{'Statement':[%s]}"
            .formatted(
                statement(
                    "'Federated':'" + ARN.replace("/h", "/H/") + "'", good.replace("h:", "H/:"))));
    put(
        roles,
        "ec2",
        "{'Statement':[{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}]}");
    var providers =
        new FakeOidcProviders().with("https://h", List.of("sts.amazonaws.com"), List.of());

    var found = new LintRoles(roles, providers, List.of()).all();

    assertThat(found.total()).isEqualTo(3);
    assertThat(found.policies())
        .extracting(LintTrust.PolicyFindings::name)
        .containsExactly("app", "gone");
    assertThat(
            found.policies().stream()
                .flatMap(linted -> linted.findings().stream())
                .map(finding -> finding.code().word()))
        .containsExactly("unknown-audience", "missing-provider");
    assertThat(found.policies().get(1).findings().getFirst().detail())
        .endsWith("but " + ARN + " does");
    assertThat(
            new LintRoles(
                    roles,
                    providers,
                    List.of(FindingCode.MISSING_PROVIDER, FindingCode.UNKNOWN_AUDIENCE))
                .all()
                .count())
        .isZero();
  }

  @Test
  void automaticFixesAreWrittenOnce() {
    var roles = new FakeRoles();
    var loose =
        "{'StringEqualsIfExists':{'h:aud':'a'},'ForAnyValue:StringLike':{'h:sub':['spiffe://td/ns/*']}}";
    put(
        roles,
        "app",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Federated':['%s','arn:aws:iam::123456789012:oidc-provider/gone']},'Action':['sts:*','sts:TagSession'],'Condition':%s}}"
            .formatted(ARN, loose));
    var narrow =
        new FixTrust(
            roles,
            new FakeOidcProviders().with("https://h", List.of("a"), List.of()),
            RoleLocks.NONE,
            _ -> {});
    var request = new FixTrust.Request(RoleReference.parse("app"), List.of(), false);

    assertThat(narrow.run(request).changes().getFirst().action().word()).isEqualTo("updated");
    assertThat(narrow.run(request).changes().getFirst().action().word()).isEqualTo("unchanged");
    assertThat(roles.find("app").orElseThrow().trust().compact())
        .isEqualTo(
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Federated':'%s'},'Action':['sts:AssumeRoleWithWebIdentity','sts:TagSession'],'Condition':{'StringEquals':{'h:aud':'a'},'StringLike':{'h:sub':['spiffe://td/ns/*']}}}}"
                .formatted(ARN)
                .replace('\'', '"'));
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 400).mapToObj(seed -> 90_000L + seed);
  }

  /// In any policy, a subject that is allowed without being listed causes a finding. Automatic
  /// fixes keep listed subjects allowed, and allow no other subject than before.
  @ParameterizedTest
  @MethodSource("seeds")
  void aPolicyWithoutFindingsAllowsOnlyListedSubjects(long seed) {
    var random = new SplittableRandom(seed);
    var policy = policy(random);
    var lint = new LintTrust(List.of());
    var wide =
        lint.file("f", policy).policies().getFirst().findings().stream()
            .anyMatch(finding -> finding.code().level() != Level.DEAD);
    var fixed = lint.fixed("f", policy);

    for (var sub : List.of("spiffe://td/a", "spiffe://td/A", "spiffe://td/z", "spiffe://x/ns/a")) {
      for (var aud : List.of("sts.amazonaws.com", "vault")) {
        var named = policy.compact().contains("\"" + sub + "\"") && policy.compact().contains(aud);
        if (!named && !wide) {
          assertThat(allows(policy, sub, aud)).as(policy.compact()).isFalse();
        }
        if (!named && allows(fixed, sub, aud)) {
          assertThat(decision(policy, sub, aud))
              .as(policy.compact())
              .isNotInstanceOf(TrustDecision.Denied.class);
        }
      }
    }
    assertThat(lint.fixed("f", fixed)).isEqualTo(fixed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void invalidTextIsAlwaysMalformed(long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder(policy(random).compact());
    for (var i = 0; i < 1 + random.nextInt(4); i++) {
      text.setCharAt(
          random.nextInt(text.length()),
          random.nextBoolean()
              ? "{}[],:\"*?$".charAt(random.nextInt(10))
              : (char) random.nextInt(0x100));
    }

    var thrown =
        catchThrowable(() -> {
          var policy = TrustPolicy.parse(text.toString());
          var _ = new LintTrust(List.of()).file("f", policy);
          var _ = new LintTrust(List.of()).fixed("f", policy);
        });

    if (thrown != null) {
      assertThat(((ProblemException) thrown).problem()).isInstanceOf(Problem.Malformed.class);
    }
  }

  @Test
  void everyCodeIsInTheGuide() throws Exception {
    var guide = Files.readString(Path.of("../docs/trust-lint.md"));

    assertThat(
            Arrays.stream(FindingCode.values())
                .filter(code ->
                    !guide.contains("| `%s` | %s |".formatted(code.word(), code.level().word())))
                .map(FindingCode::word))
        .isEmpty();
  }

  private static boolean allows(TrustPolicy policy, String sub, String aud) {
    return decision(policy, sub, aud).allowed();
  }

  private static TrustDecision decision(TrustPolicy policy, String sub, String aud) {
    return TrustDecision.decide(policy, new WebIdentity(ARN, "h", sub, aud));
  }

  private static TrustPolicy policy(SplittableRandom random) {
    var operators =
        List.of(
            "StringEquals",
            "StringLike",
            "StringEqualsIfExists",
            "ForAllValues:StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "ForAnyValue:StringNotEquals",
            "Null",
            "stringEquals");
    var subs =
        List.of("spiffe://td/a", "spiffe://td/*", "spiffe://td/A", "*", "spiffe://td/ns/*", "true");
    var statements =
        IntStream.range(0, 1 + random.nextInt(2))
            .mapToObj(_ ->
                statement(
                    "'Federated':['%s'%s]"
                        .formatted(
                            ARN,
                            random.nextInt(4) == 0
                                ? ",'arn:aws:iam::123456789012:oidc-provider/q'"
                                : ""),
                    condition(random, operators, subs)))
            .map(text ->
                random.nextInt(6) == 0
                    ? text.replace("sts:AssumeRoleWithWebIdentity", "sts:*")
                    : text)
            .collect(Collectors.joining(","));
    return TrustPolicy.parse(
        "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements).replace('\'', '"'));
  }

  private static String condition(
      SplittableRandom random, List<String> operators, List<String> subs) {
    var first = operators.get(random.nextInt(operators.size()));
    var second = operators.get(random.nextInt(operators.size()));
    var sub =
        "'%s':['%s','%s']"
            .formatted(
                random.nextInt(6) == 0 ? "h/:sub" : "h:sub",
                subs.get(random.nextInt(subs.size())),
                subs.get(random.nextInt(subs.size())));
    var aud = "'h:aud':'%s'".formatted(random.nextInt(4) == 0 ? "*" : "sts.amazonaws.com");
    return first.equals(second)
        ? "{'%s':{%s,%s}}".formatted(first, sub, aud)
        : "{'%s':{%s},'%s':{%s}}".formatted(first, sub, second, aud);
  }

  private static String statement(String principal, String condition) {
    return "{'Effect':'Allow','Principal':{%s},'Action':'sts:AssumeRoleWithWebIdentity','Condition':%s}"
        .formatted(principal, condition);
  }

  private static List<String> codes(String text) {
    var policy = TrustPolicy.parse(text.replace('\'', '"'));
    return words(new LintTrust(List.of()).file("f", policy));
  }

  private static List<String> codesOfRole(String text) {
    var roles = new FakeRoles();
    put(roles, "r", text);
    var providers =
        new FakeOidcProviders()
            .with("https://h", List.of("sts.amazonaws.com"), List.of())
            .with("https://other", List.of("sts.amazonaws.com"), List.of());
    return words(new LintRoles(roles, providers, List.of()).role(RoleReference.parse("r")));
  }

  private static List<String> words(LintTrust.Result found) {
    return found.policies().getFirst().findings().stream()
        .map(finding -> finding.code().word())
        .toList();
  }

  private static void put(FakeRoles roles, String name, String text) {
    roles.roles.put(
        name,
        new Role(
            name,
            "arn:aws:iam::123456789012:role/" + name,
            "/",
            "",
            Duration.ofHours(1),
            Optional.empty(),
            Map.of(),
            TrustPolicy.parse(text.replace('\'', '"'))));
  }
}
