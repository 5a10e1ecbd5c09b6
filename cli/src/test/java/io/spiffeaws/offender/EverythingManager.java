package io.spiffeaws.offender;

import io.grpc.Status;
import io.spiffeaws.secret.Secret;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import picocli.CommandLine;
import software.amazon.awssdk.regions.Region;

/// Violates the rules that a single class can violate.
final class EverythingManager {
  @SuppressWarnings("NonFinalStaticField")
  private static int count;

  record Login(String user, String password) {}

  record Key(Secret secret) {
    @Override
    public String toString() {
      return secret.reveal();
    }
  }

  String offend() {
    count++;
    Thread.startVirtualThread(this::offend);
    if (Instant.now().equals(Instant.EPOCH)) {
      System.exit(count);
    }
    return System.getenv("HOME")
        + Status.OK
        + Region.US_EAST_1
        + CommandLine.Help.Ansi.OFF
        + new Login("user", "password")
        + new Key(Secret.of("secret"))
        + MemorySegment.NULL;
  }
}
