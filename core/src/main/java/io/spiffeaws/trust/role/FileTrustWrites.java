package io.spiffeaws.trust.role;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;

/// [TrustWrites] stored in a file next to the role's lock, for the next process of this user.
final class FileTrustWrites implements TrustWrites {
  private final Path file;
  private final RecentTrustWrites writes;

  /// @throws ProblemException unexpected, if the file exists and cannot be read
  FileTrustWrites(Path file, Clock clock) {
    this.file = file;
    this.writes = new RecentTrustWrites(clock, read(file));
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException first) {
      return "";
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read",
          "cannot read " + file + ", which records recent writes of the trust policy",
          "delete the file");
    }
  }

  @Override
  public void remember(String roleArn, TrustPolicy before, TrustPolicy after) {
    writes.remember(roleArn, before, after);
    AtomicFile.write(file, writes.text().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean stale(String roleArn, TrustPolicy read) {
    return writes.stale(roleArn, read);
  }
}
