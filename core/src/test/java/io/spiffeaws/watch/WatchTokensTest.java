package io.spiffeaws.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.file.FileAccess;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.DrivenTime;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.JwtSvid;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.ValidatedToken;
import io.spiffeaws.workload.WorkloadApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTokensTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  @TempDir private Path directory;
  private final DrivenTime time = new DrivenTime();
  private final Agent agent = new Agent();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();
  private Duration wait = Duration.ZERO;
  private boolean createDirectories;

  @Test
  void fileExistsAtTheStartWithItsModeAndOnlyTheToken() throws IOException {
    try (var _ = start()) {
      assertThat(file()).hasContent(agent.issued());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-r-----");
      assertThat(events).containsExactly("kept");
      assertThat(changes).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void missingDirectoriesAreCreatedIfRequested(boolean once) throws IOException {
    createDirectories = true;
    var nested = request("of/pod/token");
    if (once) {
      tokens().once(nested, new Recorder());
    } else {
      tokens().start(nested, new Recorder(), changes::incrementAndGet).close();
    }

    var created = directory.resolve("run/of/pod");
    assertThat(created.resolve("token")).hasContent(agent.issued());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void missingDirectoryIsReportedOtherwise() {
    var problem =
        catchThrowableOfType(
                ProblemException.class,
                () -> tokens().once(request("of/pod/token"), new Recorder()))
            .problem();
    assertThat(problem.message()).endsWith("its directory does not exist");
  }

  @Test
  void directoryThatCannotBeCreatedIsReported() throws IOException {
    createDirectories = true;
    Files.writeString(directory.resolve("run"), "a file");
    var problem =
        catchThrowableOfType(
                ProblemException.class, () -> tokens().once(request("token"), new Recorder()))
            .problem();
    assertThat(problem.message())
        .isEqualTo(
            "cannot create %s: %s already exists"
                .formatted(directory.resolve("run"), directory.resolve("run")));
  }

  @Test
  void tokenInTheFileIsNeverInItsSecondHalf() throws IOException {
    try (var _ = start()) {
      for (var renewal = 1; renewal < 20; renewal++) {
        var age = passUntilIssued(renewal + 1);
        assertThat(age).isBetween(LIFE.dividedBy(5).multipliedBy(2), LIFE.dividedBy(2));
        assertThat(file()).hasContent(agent.issued());
        assertThat(changes).hasValue(renewal);
      }
    }
  }

  @Test
  void keepsTheLastTokenWhileTheAgentIsDownAndRecovers() {
    try (var _ = start()) {
      var last = agent.issued();
      agent.problem = new Problem.NoIdentity("agent-not-running", "it is gone", "");
      passFor(Duration.ofMinutes(4));
      assertThat(file()).hasContent(last);
      agent.problem = null;
      passUntilIssued(2);
      assertThat(file()).hasContent(agent.issued());
      assertThat(events).containsExactly("kept", "failing agent-not-running", "recovered");
    }
  }

  @Test
  void expiryIsReportedOnceAndTheFileIsNotChanged() {
    try (var watch = start()) {
      agent.problem = new Problem.NoIdentity("no-identity-issued", "none", "");
      while (!watch.expiry().isDone()) {
        time.pass();
      }
      time.pass();
      assertThat(watch.expiry().join().message()).contains("token expired at 2026-01-01T00:05:00Z");
      assertThat(file()).hasContent(agent.issued());
      assertThat(events).containsExactly("kept", "failing no-identity-issued", "ended");
    }
  }

  @Test
  void sameTokenAgainIsNotWrittenAndTheAgentIsAskedAgainSoon() throws IOException {
    agent.keepsFor = Duration.ofMinutes(4);
    try (var _ = start()) {
      var inode = Files.getAttribute(file(), "unix:ino");
      while (time.instant().isBefore(agent.issuedAt.plus(Duration.ofMinutes(3)))) {
        assertThat(time.pass()).isLessThanOrEqualTo(LIFE.dividedBy(2));
      }
      assertThat(Files.getAttribute(file(), "unix:ino")).isEqualTo(inode);
      assertThat(passUntilIssued(2)).isLessThan(Duration.ofMinutes(4).plusSeconds(15));
      assertThat(changes).hasValue(1);
    }
  }

  /// The agent's clock is right, and like SPIRE's agent it caches a token for half of its lifetime.
  @ParameterizedTest
  @ValueSource(longs = {-3600, -600, -30, 30, 3600})
  void wrongClockMakesNoTokenOlder(long off) throws IOException {
    agent.keepsFor = LIFE.dividedBy(2);
    time.jump(Duration.ofSeconds(off));
    try (var _ = start()) {
      while (agent.number.get() < 10) {
        assertThat(ageInTheFile()).isLessThanOrEqualTo(LIFE.dividedBy(10).multipliedBy(6));
        time.pass();
      }
      assertThat(agent.fetches.get()).isLessThan(10 * 10);
      assertThat(events)
          .hasSizeLessThanOrEqualTo(2)
          .filteredOn("clock off"::equals)
          .hasSize(Math.abs(off) > LIFE.toSeconds() ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void clockThatIsSetAndCorrectedMakesNoTokenOlder(long off) throws IOException {
    try (var _ = start()) {
      time.pass(Duration.ofSeconds(off));
      for (var renewal = 1; renewal < 5; renewal++) {
        assertThat(passUntilIssued(renewal + 1)).isLessThanOrEqualTo(LIFE.dividedBy(2));
        assertThat(file()).hasContent(agent.issued());
      }
      time.jump(Duration.ofSeconds(-off));
      assertThat(passUntilIssued(6)).isLessThanOrEqualTo(LIFE.dividedBy(2));
      assertThat(passUntilIssued(7))
          .isBetween(LIFE.dividedBy(5).multipliedBy(2), LIFE.dividedBy(2));
      time.jump(Duration.ofSeconds(off));
      passUntilIssued(8);
      assertThat(events).containsExactly("kept", "clock off", "clock off");
    }
  }

  @Test
  void retriesOnlyForTheFirstToken() {
    wait = Duration.ofHours(1);
    try (var _ = start()) {
      agent.problem = new Problem.NoIdentity("no-identity-issued", "none", "");
      passFor(Duration.ofMinutes(3));
      assertThat(events).containsExactly("kept", "failing no-identity-issued");
    }
  }

  @Test
  void deletedFileIsWrittenAgain() throws IOException {
    agent.keepsFor = LIFE;
    try (var _ = start()) {
      Files.delete(file());
      passFor(Duration.ofMinutes(3));
      assertThat(file()).hasContent(agent.issued());
    }
  }

  @Test
  void symlinkIsPreserved() throws IOException {
    var real = Files.createDirectories(directory.resolve("run")).resolve("real");
    Files.createSymbolicLink(file(), Path.of("real"));
    try (var _ = start()) {
      passUntilIssued(2);
      assertThat(file()).isSymbolicLink();
      assertThat(real).isRegularFile().hasContent(agent.issued());
    }
  }

  @Test
  void failedWriteIsTriedAgain() throws IOException {
    try (var _ = start()) {
      Files.delete(file());
      Files.delete(directory.resolve("run"));
      passFor(Duration.ofMinutes(3));
      Files.createDirectory(directory.resolve("run"));
      passFor(Duration.ofMinutes(1));
      assertThat(file()).hasContent(agent.issued());
      assertThat(events).containsExactly("kept", "failing cannot-write", "recovered");
    }
  }

  @Test
  void failureAtTheStartIsThrownAndNotReported() {
    agent.problem = new Problem.NoIdentity("no-agent-socket", "none", "");
    assertThat(catchThrowableOfType(ProblemException.class, this::start).problem())
        .isEqualTo(agent.problem);
    assertThat(events).isEmpty();
  }

  @Test
  void writesOnce() throws IOException {
    Files.createDirectory(directory.resolve("run"));
    var written = tokens().once(request("token", "other"), new Recorder());
    assertThat(written.keySet()).extracting(TokenFile::name).containsExactly("token", "other");
    assertThat(file()).hasContent(agent.issued());
    assertThat(directory.resolve("run").toFile().list())
        .containsExactlyInAnyOrder("token", "other");
  }

  @Test
  void rejectsAFileThatIsSpecifiedTwice() {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> request("token", "./token"))
                .problem()
                .code())
        .isEqualTo("file-twice");
  }

  private FileWatch start() {
    try {
      Files.createDirectories(directory.resolve("run"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return tokens().start(request("token"), new Recorder(), changes::incrementAndGet);
  }

  private WatchTokens tokens() {
    return new WatchTokens(
        agent, new RefreshDependencies(time, time, new SplittableRandom(1)), wait);
  }

  private WatchTokens.Request request(String... names) {
    return new WatchTokens.Request(
        List.of(names).stream()
            .map(name -> new TokenFile(name, directory.resolve("run").resolve(name), "sts"))
            .toList(),
        SvidSelector.THE_ONLY_ONE,
        FileAccess.mode("640"),
        createDirectories);
  }

  private Path file() {
    return directory.resolve("run/token");
  }

  private Duration ageInTheFile() throws IOException {
    var issued = JwtToken.parse(Secret.of(Files.readString(file()))).time("iat").orElseThrow();
    return Duration.between(issued, time.right());
  }

  private void passFor(Duration duration) {
    var end = time.instant().plus(duration);
    while (time.instant().isBefore(end)) {
      time.pass();
    }
  }

  /// @return the age of the previous token
  private Duration passUntilIssued(int number) {
    var before = agent.issuedAt;
    while (agent.number.get() < number) {
      time.pass();
    }
    return Duration.between(before, agent.issuedAt);
  }

  /// Issues tokens, and serves the same one while it is young, as SPIRE's agent does.
  private final class Agent implements WorkloadApi {
    private volatile @Nullable Problem problem;
    private volatile Duration keepsFor = Duration.ofSeconds(1);
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Instant issuedAt = Instant.MIN;

    @Override
    public List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId) {
      var refusal = problem;
      if (refusal != null) {
        throw new ProblemException(refusal);
      }
      fetches.incrementAndGet();
      var now = time.right();
      if (number.get() == 0 || !now.isBefore(issuedAt.plus(keepsFor))) {
        issuedAt = now;
        number.incrementAndGet();
      }
      return List.of(
          new JwtSvid(SpiffeId.parse("spiffe://example.org/app"), Secret.of(issued()), ""));
    }

    String issued() {
      return TokenForge.withHeader(
              "{\"alg\":\"RS256\"}",
              "{\"jti\":\"%d\",\"iat\":%d,\"exp\":%d}"
                  .formatted(
                      number.get(),
                      issuedAt.getEpochSecond(),
                      issuedAt.plus(LIFE).getEpochSecond()))
          .text()
          .reveal();
    }

    @Override
    public ValidatedToken validateJwtSvid(Secret token, String audience) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Recorder implements WatchListener {
    @Override
    public void waiting(String file, Problem problem, Duration wait) {
      events.add("waiting " + problem.code());
    }

    @Override
    public void written(String file, Instant expiresAt) {
      events.add("kept");
    }

    @Override
    public void failing(String file, Problem problem, Instant expiresAt) {
      events.add("failing " + problem.code());
    }

    @Override
    public void recovered(String file, Instant expiresAt) {
      events.add("recovered");
    }

    @Override
    public void expired(String file, Instant expiresAt) {
      events.add("ended");
    }

    @Override
    public void clockOff(String file, Instant now, Instant from, Instant expiresAt) {
      events.add("clock off");
    }
  }
}
