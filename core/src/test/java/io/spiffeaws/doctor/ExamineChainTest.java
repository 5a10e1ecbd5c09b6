package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.oidc.CheckIssuer;
import io.spiffeaws.oidc.DocumentFetch;
import io.spiffeaws.oidc.IssuerHandshake;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.FakeAccessPolicies;
import io.spiffeaws.s3.FakeObjectStore;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RefusalExplanation;
import io.spiffeaws.sts.ReviewToken;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.JwtSvid;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.ValidatedToken;
import io.spiffeaws.workload.WorkloadApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks a chain of fakes, from which each test removes one link.
class ExamineChainTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ISSUER = "https://oidc.example.org";
  private static final String ACCOUNT = "123456789012";
  private static final SpiffeId APP = SpiffeId.parse("spiffe://example.org/s3-app");
  private static final SpiffeId OTHER = SpiffeId.parse("spiffe://example.org/other");
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
       "Action":"sts:AssumeRoleWithWebIdentity",
       "Condition":{"StringEquals":{"oidc.example.org:aud":"sts.amazonaws.com",
       "oidc.example.org:sub":"spiffe://example.org/s3-app"}}}]}
      """;

  private final TokenForge forge = new TokenForge("k1");
  private final List<SpiffeId> offered = new ArrayList<>(List.of(APP));
  private final FakeRoles roles =
      new FakeRoles().with("s3-app", TrustPolicy.parse(TRUST), Map.of());
  private final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER, List.of("sts.amazonaws.com"), List.of());
  private final RetryBudget retryBudget = new RetryBudget(_ -> {}, Duration.ofSeconds(15));
  private @Nullable Problem agentProblem;
  private @Nullable Problem callerProblem;
  private @Nullable Problem roleProblem;
  private @Nullable Problem refusal;
  private @Nullable Problem issuerProblem;
  private String caller = ACCOUNT;
  private boolean publicCa = true;
  private int exchanges;
  private Duration took = Duration.ofMillis(10);
  private String partition = "aws";
  private String audience = "sts.amazonaws.com";
  private Duration duration = Duration.ofHours(1);
  private Optional<Instant> served = Optional.of(NOW);
  private Optional<EntryLookup> server = Optional.empty();
  private SvidSelector choice = SvidSelector.THE_ONLY_ONE;
  private Optional<S3Location> s3 = Optional.empty();
  private final FakeObjectStore store = new FakeObjectStore();

  @Test
  void bucketIsCheckedLastIfRequested() {
    s3 = Optional.of(S3Location.parse("s3://reports"));
    assertThat(examine("s3-app"))
        .extracting(Check::name)
        .endsWith("session", "s3_write", "s3_read", "s3_delete");
    refusal = new Problem.Refused("denied", "STS denied it", "");
    assertThat(examine("s3-app")).last().isEqualTo(Check.skipped("s3", "there is no session", ""));
  }

  @Test
  void correctChainPassesEveryCheck() {
    server = Optional.of(ExamineChainTest::entries);

    var checks = examine("s3-app");

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "agent",
            "identity",
            "entry",
            "token",
            "token_alg",
            "token_kid",
            "token_iss",
            "token_exp",
            "issuer_url",
            "issuer_dns",
            "issuer_tls",
            "issuer_ca",
            "issuer_discovery",
            "issuer",
            "issuer_jwks_uri",
            "issuer_keys",
            "issuer_key_ids",
            "issuer_key_kinds",
            "issuer_private_keys",
            "issuer_time",
            "token_key",
            "clock",
            "account",
            "provider",
            "audience",
            "role",
            "trust",
            "duration",
            "exchange",
            "session");
  }

  @Test
  void withoutRoleTheChecksStopAtTheIssuer() {
    var checks = examine().run(request(Optional.empty(), Optional.empty()));

    assertThat(failed(checks)).isEmpty();
    assertThat(checks.getLast().name()).isEqualTo("role");
    assertThat(skipped(checks)).isEqualTo("role");
  }

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
  void deniedSubjectFailsTrustAndTheExchangeRefersToIt() {
    offered.set(0, OTHER);
    refusal = new Problem.Refused("subject-not-trusted", "it is not allowed", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("trust");
    assertThat(detail(checks, "exchange")).isEqualTo("because of trust");
    assertThat(skipped(checks)).isEqualTo("exchange session");
    assertThat(retryBudget.waitForRetry()).isFalse();
  }

  @Test
  void hintsDoNotAllowTheSubjectOfAForgedToken() {
    server = Optional.of(ExamineChainTest::entries);

    var checks =
        examine()
            .run(
                request(
                    Optional.of(
                        new TokenForge("k1")
                            .signed(
                                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                                    .formatted(
                                        ISSUER,
                                        OTHER,
                                        audience,
                                        NOW.getEpochSecond(),
                                        NOW.getEpochSecond() + 300))),
                    Optional.of("arn:aws:iam::123456789012:role/s3-app")));

    assertThat(failed(checks)).isEqualTo("entry token_key trust");
    assertThat(detail(checks, "trust")).contains(OTHER.toString());
    assertThat(check(checks, "entry").hint()).isEqualTo("fix token_key first");
    assertThat(check(checks, "trust").hint()).isEqualTo("fix token_key first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role-path", "denied-by-statement"})
  void causeOfAnEarlierCheckIsNotRepeated(String code) {
    refusal = new Problem.Refused(code, "no", "do this");
    roles.with("s3-app", TrustPolicy.parse(TRUST.replace("Allow", "Deny")), Map.of());
    var role = code.equals("role-path") ? "p/s3-app" : "s3-app";

    assertThat(detail(examine(role), "exchange")).startsWith("because of ");
  }

  @Test
  void conditionOnTheRequestIsSkipped() {
    roles.with(
        "s3-app",
        TrustPolicy.parse(
            TRUST.replace(
                "\"StringEquals\"",
                "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"},\"StringEquals\"")),
        Map.of());

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("trust");
    assertThat(detail(checks, "trust")).contains("aws:SourceIp");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void unknownAudienceFailsProviderAndRole() {
    audience = "vault";
    assertThat(failed(examine("s3-app"))).isEqualTo("audience");
  }

  @Test
  void errorThatOnlyStsReportsIsPrinted() {
    refusal = new Problem.Refused("region-disabled", "this region is off", "another");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("exchange");
    assertThat(detail(checks, "exchange")).isEqualTo("this region is off");
    assertThat(retryBudget.waitForRetry()).isTrue();
  }

  @Test
  void missingRoleIsReportedWithTheCommandThatCreatesIt() {
    var checks = examine("none");

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(skipped(checks)).isEqualTo("trust");
    assertThat(check(checks, "role").hint())
        .isEqualTo(
            "create it with: spiffe-aws trust role create none --issuer https://oidc.example.org"
                + " --sub spiffe://example.org/s3-app");
  }

  @Test
  void similarRoleIsSpecifiedInsteadOfCreated() {
    var checks = examine("s3-ap");

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(check(checks, "role").hint())
        .isEqualTo("did you mean s3-app? specify --role arn:aws:iam::123456789012:role/s3-app");
  }

  @Test
  void roleWithAnotherPathFails() {
    var checks =
        examine()
            .run(request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/p/s3-app")));

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(check(checks, "role").hint())
        .isEqualTo("specify its ARN: --role arn:aws:iam::123456789012:role/s3-app");
  }

  @Test
  void missingPermissionSkipsTheCheckAndIsReported() {
    roleProblem = new Problem.Refused("access-denied", "AWS denied iam:GetRole", "let it");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("role trust");
    assertThat(detail(checks, "role")).isEqualTo("requires iam:GetRole: AWS denied iam:GetRole");
  }

  @Test
  void withoutCredentialsTheAccountIsSkippedAndTheExchangeRuns() {
    callerProblem = new Problem.Refused("no-aws-credentials", "there are none", "set them");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("account provider role trust");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void credentialsOfAnotherAccountSkipTheRole() {
    caller = "999999999999";
    assertThat(skipped(examine("s3-app"))).isEqualTo("account provider role trust");
  }

  /// The account of the credentials and the problem of the exchange, and the failed check.
  @ParameterizedTest
  @CsvSource({
    "999999999999, not-authorized, account",
    "999999999999, invalid-identity-token, account",
    "999999999999, no-oidc-provider, account",
    "999999999999, key-not-retrieved, exchange",
    "999999999999, connection-refused, exchange",
    "123456789012, not-authorized, exchange"
  })
  void credentialsOfAnotherAccountAreTheCauseIfStsDenies(
      String account, String code, String failed) {
    caller = account;
    refusal = new Problem.Refused(code, "STS denied it", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo(failed);
    if (failed.equals("account")) {
      assertThat(detail(checks, "account"))
          .contains(account, "arn:aws:iam::123456789012:role/s3-app");
      assertThat(check(checks, "account").hint())
          .isEqualTo(
              "to find the cause, specify credentials of account 123456789012 with --profile or AWS_PROFILE");
      assertThat(detail(checks, "exchange")).isEqualTo("because of account");
    }
  }

  @Test
  void roleOfTheSameNameInTheAccountOfTheCredentialsIsProposed() {
    refusal = new Problem.Refused("not-authorized", "STS denied it", "");

    var checks =
        examine()
            .run(request(Optional.empty(), Optional.of("arn:aws:iam::999999999999:role/s3-app")));

    assertThat(failed(checks)).isEqualTo("account");
    assertThat(detail(checks, "account"))
        .endsWith("account 123456789012 has the role arn:aws:iam::123456789012:role/s3-app");
    assertThat(check(checks, "account").hint())
        .startsWith(
            "if that role is meant, specify its ARN: --role arn:aws:iam::123456789012:role/s3-app;");
  }

  @Test
  void slowIssuerIsNotAskedAgainByTheExchange() {
    took = Duration.ofSeconds(5);
    refusal = new Problem.Refused("key-not-retrieved", "not called", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("issuer_time");
    assertThat(detail(checks, "exchange")).isEqualTo("because of issuer_time");
    assertThat(exchanges).isZero();
  }

  @Test
  void exchangeIsNotRepeatedIfItsCauseIsKnown() {
    refusal = new Problem.Refused("key-not-retrieved", "STS could not fetch the key", "");
    issuerProblem = new Problem.Unreachable("connection-refused", "it is down", "start it");

    assertThat(failed(examine("s3-app"))).isEqualTo("issuer_tcp");
    assertThat(exchanges).isEqualTo(1);
  }

  @Test
  void readerWithoutIamLearnsThePrivateCertificatesThumbprint() {
    callerProblem = new Problem.Refused("no-aws-credentials", "there are none", "set them");
    refusal = new Problem.Refused("key-not-retrieved", "STS could not fetch the key", "check it");
    publicCa = false;

    var exchange = check(examine("s3-app"), "exchange");

    assertThat(exchange.detail()).contains("thumbprint 00,");
    assertThat(exchange.hint())
        .startsWith(
            "ask an operator with IAM permissions to add it with: spiffe-aws trust provider create https://oidc.example.org --thumbprint auto;");

    publicCa = true;
    assertThat(check(examine("s3-app"), "exchange").hint()).isEqualTo("check it");
  }

  @Test
  void sameAccountNumberInAnotherPartitionIsSkipped() {
    partition = "aws-cn";

    var checks = examine("s3-app");

    assertThat(skipped(checks)).isEqualTo("account provider role trust");
    assertThat(detail(checks, "account")).contains("for partition aws-cn");
  }

  @Test
  void sessionLongerThanTheRoleAllowsFails() {
    duration = Duration.ofHours(2);

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("duration");
    assertThat(detail(checks, "duration"))
        .isEqualTo("a session of 2h is requested, but the role allows at most 1h");
    assertThat(check(checks, "duration").hint())
        .endsWith(
            ": spiffe-aws trust role create s3-app --issuer https://oidc.example.org --sub"
                + " spiffe://example.org/s3-app --max-session-duration 2h --adopt");
  }

  @Test
  void unreachableIssuerDoesNotPreventTheExchange() {
    issuerProblem = new Problem.Unreachable("connection-refused", "connection refused", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("issuer_tcp token_key clock");
    assertThat(detail(checks, "issuer_tcp")).startsWith("STS accepted the token");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void clockSkewIsFoundWithTheIssuersClock() {
    served = Optional.of(NOW.minus(Duration.ofHours(1)));
    refusal = new Problem.Refused("token-expired", "it has expired", "");
    assertThat(failed(examine("s3-app"))).isEqualTo("clock");
    assertThat(examine("s3-app").get(2).name()).isEqualTo("clock");

    refusal = null;
    assertThat(skipped(examine("s3-app"))).isEqualTo("clock"); // AWS does not use that clock

    served = Optional.empty();
    assertThat(skipped(examine("s3-app"))).isEqualTo("clock");
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

    var checks = examine().run(request(Optional.of(token), Optional.empty()));

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
                    Optional.of("arn:aws:iam::123456789012:role/s3-app")));

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks.getFirst().name()).isEqualTo("token");
  }

  @Test
  void malformedAddressThrows() {
    var chain =
        examine(
            new ExamineAgent(
                () -> AgentAddress.parse("nonsense"),
                _ -> new Agent(),
                new RetryBudget(_ -> {}, Duration.ZERO),
                UnexplainedIdentity.create()));

    assertThatThrownBy(() -> chain.run(request(Optional.empty(), Optional.empty())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  private List<Check> examine(String role) {
    return examine()
        .run(request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/" + role)));
  }

  private ExamineChain.Request request(Optional<JwtToken> given, Optional<String> role) {
    return new ExamineChain.Request(
        new FetchJwtSvid.Request(audience, choice),
        given,
        Optional.empty(),
        role.map(arn ->
            new ObtainCredentials.Request(
                RoleArn.parse(arn), List.of(), Optional.empty(), duration, SessionPolicies.NONE)),
        s3);
  }

  private ExamineChain examine() {
    return examine(
        new ExamineAgent(
            () -> AgentAddress.parse("unix:///agent.sock"),
            _ -> new Agent(),
            new RetryBudget(_ -> {}, Duration.ZERO),
            UnexplainedIdentity.create()));
  }

  private ExamineChain examine(ExamineAgent agent) {
    var review =
        new ReviewToken(
            () -> {
              throw new AssertionError("the issuer is asked by its own checks");
            },
            CLOCK);
    return new ExamineChain(
        agent,
        new ExamineEntry(server),
        new ExamineToken(review, CLOCK),
        new ExamineIssuer(new CheckIssuer(this::shake, this::fetch), CLOCK),
        new ExamineAccount(
            () -> unless(callerProblem, () -> new AwsAccount(partition, caller)),
            new ExamineProvider(new CheckTrust(roles, providers, review), providers, roles::find),
            new ExamineRole(
                name -> unless(roleProblem, () -> roles.find(name)),
                new CheckTrust(roles, providers, review))),
        new ExamineSession(
            (tokens, _) ->
                new ObtainCredentials(
                    tokens,
                    _ -> {
                      exchanges++;
                      return unless(refusal, ExamineChainTest::session);
                    },
                    _ -> session(),
                    RefusalExplanation.NONE,
                    SessionStore.NONE,
                    retryBudget),
            _ -> () -> new AwsAccount("aws", ACCOUNT),
            retryBudget),
        Optional.empty(),
        new ExamineS3(_ -> store, FakeAccessPolicies.NONE, () -> "object"));
  }

  private IssuerHandshake.Shown shake(URI url) {
    return unless(
        issuerProblem,
        () ->
            new IssuerHandshake.Shown(
                List.of("203.0.113.1"),
                false,
                true,
                "TLSv1.3",
                Optional.empty(),
                publicCa,
                "CN=CA",
                Instant.EPOCH,
                "00"));
  }

  private DocumentFetch.Fetched fetch(URI url) {
    var text =
        url.toString().endsWith("/keys")
            ? forge.keys()
            : "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(ISSUER, ISSUER);
    return new DocumentFetch.Fetched(text, url, took, served);
  }

  private JwtToken token(SpiffeId id, String audience) {
    return forge.signed(
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"],\"iat\":%d,\"exp\":%d}"
            .formatted(ISSUER, id, audience, NOW.getEpochSecond(), NOW.getEpochSecond() + 300));
  }

  private static SessionCredentials session() {
    return new SessionCredentials(
        "A", Secret.of("s"), Secret.of("t"), NOW.plusSeconds(3600), "arn", ACCOUNT);
  }

  private static List<RegistrationEntry> entries(SpiffeId id) {
    return id.equals(APP)
        ? List.of(
            RegistrationEntry.of(
                new EntryKey(
                    APP,
                    SpiffeId.parse("spiffe://example.org/host"),
                    List.of(Selector.parse("unix:uid:1000"))),
                EntrySettings.DEFAULT))
        : List.of();
  }

  private static <T> T unless(@Nullable Problem problem, Supplier<T> otherwise) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return otherwise.get();
  }

  private static Check check(List<Check> checks, String name) {
    return checks.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static String detail(List<Check> checks, String name) {
    return check(checks, name).detail();
  }

  private static String failed(List<Check> checks) {
    return checks.stream().filter(Check::failed).map(Check::name).collect(Collectors.joining(" "));
  }

  private static String skipped(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.outcome() == Check.Outcome.SKIPPED)
        .map(Check::name)
        .collect(Collectors.joining(" "));
  }

  private final class Agent implements WorkloadApi {
    @Override
    public List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId) {
      return unless(
          agentProblem,
          () ->
              offered.stream()
                  .filter(id -> spiffeId.isEmpty() || spiffeId.get().equals(id))
                  .map(id -> new JwtSvid(id, token(id, audience).text(), ""))
                  .toList());
    }

    @Override
    public ValidatedToken validateJwtSvid(Secret token, String audience) {
      throw new UnsupportedOperationException();
    }
  }
}
