package io.spiffeaws.oidc.publish;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.spire.JwtAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Fuzz targets: the parsers of this package.
public final class PublishTargets {
  private PublishTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json(
            "published JWKS", text -> published(text, FuzzSamples.publicKey()), FuzzSamples.JWKS),
        Target.answer(
            "key of the server",
            bytes -> published(FuzzSamples.JWKS, bytes),
            FuzzSamples.publicKey()));
  }

  private static void published(String text, byte[] der) {
    var authority =
        new JwtAuthority("k", Base64.getEncoder().encodeToString(der), Optional.empty(), false);
    PublishedKeys.after(Optional.of(text), List.of(authority), Instant.EPOCH, Duration.ofHours(1))
        .text();
  }
}
