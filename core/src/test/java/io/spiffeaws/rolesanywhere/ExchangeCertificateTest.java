package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.AssumeRequest;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.time.SkippedTime;
import io.spiffeaws.workload.X509Svid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeCertificateTest {
  private static final RoleArn ROLE = RoleArn.parse("arn:aws:iam::123456789012:role/s3-app");
  private static final RoleArn NEXT = RoleArn.parse("arn:aws:iam::210987654321:role/next");
  private static final String DERIVED = "example.org-ns-reports-sa-s3-app";

  @TempDir private Path directory;
  private final List<CreateSessionRequest> sent = new ArrayList<>();
  private final List<AssumeRequest> assumed = new ArrayList<>();
  private final ArrayDeque<Problem> refusals = new ArrayDeque<>();
  private boolean namesAccepted = true;

  @Test
  void sessionIsNamedAfterTheIdAndRenewedWithTheSvid() {
    var svid = Vector.of("EC").svid(directory);
    var obtained = obtain(svid).run(request(Optional.empty()));
    assertThat(obtained.sessionName().text()).isEqualTo(DERIVED);
    assertThat(obtained.identity().subject()).contains(svid.spiffeId().toString());
    assertThat(obtained.credentials().renewBy()).contains(svid.expires());
    assertThat(sent)
        .singleElement()
        .extracting(CreateSessionRequest::duration)
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void chainStartsWithAShortSession() {
    var chained =
        new ObtainCredentials.Request(
            ROLE,
            List.of(NEXT),
            Optional.empty(),
            Duration.ofHours(1),
            new SessionPolicies(Optional.of("{}"), List.of()));
    var credentials = obtain(Vector.of("EC").svid(directory)).run(chained).credentials();
    assertThat(sent)
        .singleElement()
        .extracting(CreateSessionRequest::duration)
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(assumed).singleElement().extracting(AssumeRequest::role).isEqualTo(NEXT);
    assertThat(credentials.renewBy()).isPresent();
  }

  @Test
  void derivedNameIsOmittedIfTheProfileDoesNotAcceptIt() {
    namesAccepted = false;
    var obtain = obtain(Vector.of("EC").svid(directory));
    assertThat(obtain.run(request(Optional.empty())).sessionName().text()).isEqualTo("serial");
    assertThat(names()).containsExactly(DERIVED, "");
    obtain.run(request(Optional.empty()));
    assertThat(names()).containsExactly(DERIVED, "", "");
  }

  @Test
  void specifiedNameThatIsNotAcceptedIsAnError() {
    namesAccepted = false;
    assertThat(problem(Vector.of("EC").svid(directory), request(Optional.of("mine"))).code())
        .isEqualTo("session-name-not-accepted");
  }

  @Test
  void denialThatIsNotAboutTheNameIsReported() {
    var denied = refused("roles-anywhere-denied");
    refusals.addAll(List.of(denied, denied));
    assertThat(problem(Vector.of("EC").svid(directory), request(Optional.of("mine"))))
        .isEqualTo(denied);
    assertThat(names()).containsExactly("mine", "");
  }

  @ParameterizedTest
  @CsvSource({"not-authorized", "svid-not-trusted", "session-too-long", "signature-rejected"})
  void otherDenialsAreNotRepeatedWithoutTheName(String code) {
    refusals.add(refused(code));
    problem(Vector.of("EC").svid(directory), request(Optional.empty()));
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "svid-not-trusted, svid-key-usage",
    "roles-anywhere-denied, svid-key-usage",
    "request-refused, svid-key-usage",
    "not-authorized, not-authorized",
    "session-too-long, session-too-long"
  })
  void vagueDenialIsExplainedByTheCertificate(String code, String reported) {
    refusals.addAll(List.of(refused(code), refused(code)));
    var svid = Vector.svid(directory, Vector.faulty("svid-key-usage"), Vector.of("EC").text("key"));
    assertThat(problem(svid, request(Optional.empty())).code()).isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({
    "not-authorized, 3",
    "svid-not-trusted, 3",
    "no-such-anchor-or-profile, 3",
    "session-too-long, 1",
    "signature-rejected, 1"
  })
  void propagationIsWaitedFor(String code, int calls) {
    refusals.addAll(List.of(refused(code), refused(code)));
    try {
      obtain(Vector.of("EC").svid(directory), Duration.ofSeconds(10))
          .run(request(Optional.empty()));
    } catch (ProblemException e) {
      assertThat(calls).isEqualTo(1);
    }
    assertThat(sent).hasSize(calls);
  }

  private Problem problem(X509Svid svid, ObtainCredentials.Request request) {
    var obtain = obtain(svid);
    return catchThrowableOfType(ProblemException.class, () -> obtain.run(request)).problem();
  }

  private List<String> names() {
    return sent.stream().map(one -> one.sessionName().map(SessionName::text).orElse("")).toList();
  }

  private ObtainCredentials obtain(X509Svid svid) {
    return obtain(svid, Duration.ZERO);
  }

  private ObtainCredentials obtain(X509Svid svid, Duration wait) {
    var retryBudget = new RetryBudget(new SkippedTime(), wait);
    return new ObtainCredentials(
        new ExchangeCertificate(
            () -> svid,
            this::create,
            Vector.target(),
            new SvidReview(InstantSource.fixed(Vector.NOW)),
            retryBudget),
        request -> {
          assumed.add(request);
          return request.session();
        },
        SessionStore.NONE,
        retryBudget);
  }

  private static ObtainCredentials.Request request(Optional<String> name) {
    return new ObtainCredentials.Request(
        ROLE, List.of(), name.map(SessionName::new), Duration.ofHours(2), SessionPolicies.NONE);
  }

  private SessionCredentials create(CreateSessionRequest request) {
    sent.add(request);
    var refusal = refusals.poll();
    if (refusal != null) {
      throw new ProblemException(refusal);
    }
    if (!namesAccepted && request.sessionName().isPresent()) {
      throw new ProblemException(refused("roles-anywhere-denied"));
    }
    return new SessionCredentials(
        "ASIA",
        Secret.of("s"),
        Secret.of("t"),
        Instant.MAX,
        "arn:aws:sts::123456789012:assumed-role/s3-app/"
            + request.sessionName().map(SessionName::text).orElse("serial"),
        "123456789012");
  }

  private static Problem refused(String code) {
    return new Problem.Refused(code, "refused", "");
  }
}
