package io.spiffeaws.doctor;

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
import io.spiffeaws.sts.ReviewToken;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.sts.StsErrorExplanation;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.time.SkippedTime;
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

/// A chain from the agent to AWS, and the results of its checks.
abstract class ExaminedChain {
  static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final String ISSUER = "https://oidc.example.org";
  static final String ACCOUNT = "123456789012";
  static final SpiffeId APP = SpiffeId.parse("spiffe://example.org/s3-app");
  static final SpiffeId OTHER = SpiffeId.parse("spiffe://example.org/other");

  static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
       "Action":"sts:AssumeRoleWithWebIdentity",
       "Condition":{"StringEquals":{"oidc.example.org:aud":"sts.amazonaws.com",
       "oidc.example.org:sub":"spiffe://example.org/s3-app"}}}]}
      """;

  final TokenForge forge = new TokenForge("k1");
  final List<SpiffeId> offered = new ArrayList<>(List.of(APP));

  final FakeRoles roles = new FakeRoles().with("s3-app", TrustPolicy.parse(TRUST), Map.of());

  final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER, List.of("sts.amazonaws.com"), List.of());

  final RetryBudget retryBudget = new RetryBudget(new SkippedTime(), Duration.ofSeconds(15));
  @Nullable Problem agentProblem;
  @Nullable Problem callerProblem;
  boolean chosen;
  @Nullable Problem roleProblem;
  @Nullable Problem refusal;
  @Nullable Problem issuerProblem;
  String caller = ACCOUNT;
  boolean publicCa = true;
  int exchanges;
  Duration took = Duration.ofMillis(10);
  String partition = "aws";
  String audience = "sts.amazonaws.com";
  Duration duration = Duration.ofHours(1);
  Optional<Instant> served = Optional.of(NOW);
  Optional<EntryLookup> server = Optional.empty();
  SvidSelector choice = SvidSelector.THE_ONLY_ONE;
  Optional<S3Location> s3 = Optional.empty();
  final FakeObjectStore store = new FakeObjectStore();

  List<Check> examine(String role) {
    return examine()
        .run(
            request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/" + role)),
            _ -> {});
  }

  ExamineChain.Request request(Optional<JwtToken> given, Optional<String> role) {
    return new ExamineChain.Request(
        new FetchJwtSvid.Request(audience, choice),
        given.map(token -> new GivenToken("--token-file t", () -> token)),
        Optional.empty(),
        role.map(arn ->
            new ObtainCredentials.Request(
                RoleArn.parse(arn), List.of(), Optional.empty(), duration, SessionPolicies.NONE)),
        s3);
  }

  ExamineChain examine() {
    return examine(
        new ExamineAgent(
            () -> AgentAddress.parse("unix:///agent.sock"),
            _ -> new Agent(),
            new RetryBudget(_ -> {}, Duration.ZERO),
            UnexplainedIdentity.create(),
            new UnusableAgent(Optional.empty(), "", CLOCK)));
  }

  ExamineChain examine(ExamineAgent agent) {
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
            new OperatorAccount(
                () -> unless(callerProblem, () -> new AwsAccount(partition, caller)), chosen),
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
                      return unless(refusal, ExaminedChain::session);
                    },
                    _ -> session(),
                    StsErrorExplanation.NONE,
                    SessionStore.NONE,
                    retryBudget),
            _ -> () -> new AwsAccount("aws", ACCOUNT),
            retryBudget),
        Optional.empty(),
        new ExamineS3(_ -> store, FakeAccessPolicies.NONE, () -> "object"));
  }

  IssuerHandshake.Inspection shake(URI url) {
    return unless(
        issuerProblem,
        () ->
            new IssuerHandshake.Inspection(
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

  DocumentFetch.Fetched fetch(URI url) {
    var text =
        url.toString().endsWith("/keys")
            ? forge.keys()
            : "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(ISSUER, ISSUER);
    return new DocumentFetch.Fetched(text, url, took, served);
  }

  JwtToken token(SpiffeId id, String audience) {
    return forge.signed(
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"],\"iat\":%d,\"exp\":%d}"
            .formatted(ISSUER, id, audience, NOW.getEpochSecond(), NOW.getEpochSecond() + 300));
  }

  static SessionCredentials session() {
    return new SessionCredentials(
        "A", Secret.of("s"), Secret.of("t"), NOW.plusSeconds(3600), "arn", ACCOUNT);
  }

  static List<RegistrationEntry> entries(SpiffeId id) {
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

  static <T> T unless(@Nullable Problem problem, Supplier<T> otherwise) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return otherwise.get();
  }

  static Check check(List<Check> checks, String name) {
    return checks.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  static String detail(List<Check> checks, String name) {
    return check(checks, name).detail();
  }

  static String failed(List<Check> checks) {
    return checks.stream().filter(Check::failed).map(Check::name).collect(Collectors.joining(" "));
  }

  static String skipped(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.outcome() == Check.Outcome.SKIPPED)
        .map(Check::name)
        .collect(Collectors.joining(" "));
  }

  final class Agent implements WorkloadApi {
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
