package io.spiffeaws.trust.role;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// [TrustWrites] in memory, with a text form of one line for each write. A line has the time in
/// milliseconds since 1970, and digests of the role's ARN, the policy before the write and the
/// policy after it. Not thread-safe.
final class RecentTrustWrites implements TrustWrites {
  /// How long a read may be stale.
  static final Duration MEMORY = Duration.ofMinutes(1);

  private static final Pattern LINE =
      Pattern.compile("(\\d{1,15}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64})");

  private record Write(Instant at, String role, String before, String after) {
    String line() {
      return "%d %s %s %s\n".formatted(at.toEpochMilli(), role, before, after);
    }
  }

  private final Clock clock;
  private final List<Write> writes = new ArrayList<>();

  /// Creates an empty memory whose writes never expire, for as long as one lock is held.
  RecentTrustWrites() {
    this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "");
  }

  /// @param text as returned by [#text]; lines of any other form are ignored
  RecentTrustWrites(Clock clock, String text) {
    this.clock = clock;
    text.lines()
        .map(LINE::matcher)
        .filter(line -> line.matches())
        .map(line ->
            new Write(
                Instant.ofEpochMilli(Long.parseLong(line.group(1))),
                line.group(2),
                line.group(3),
                line.group(4)))
        .filter(this::recent)
        .forEach(writes::add);
  }

  @Override
  public void remember(String roleArn, TrustPolicy before, TrustPolicy after) {
    writes.removeIf(write -> !recent(write));
    writes.add(new Write(clock.instant(), digest(roleArn), digest(before), digest(after)));
  }

  @Override
  public boolean stale(String roleArn, TrustPolicy read) {
    var role = digest(roleArn);
    var ours = writes.stream().filter(write -> write.role().equals(role)).toList();
    var digest = digest(read);
    return !ours.isEmpty()
        && !ours.getLast().after().equals(digest)
        && ours.stream()
            .filter(this::recent)
            .anyMatch(write -> write.before().equals(digest) || write.after().equals(digest));
  }

  /// The writes that have not expired, one line each.
  String text() {
    return writes.stream().map(Write::line).collect(Collectors.joining());
  }

  /// In either direction, since the clock may have been set back.
  private boolean recent(Write write) {
    return Duration.between(write.at(), clock.instant()).abs().compareTo(MEMORY) < 0;
  }

  private static String digest(TrustPolicy policy) {
    return digest(policy.compact());
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
