package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.spire.RegistrationEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;

/// A digest of a [World], by which a plan tells that it is of another.
final class WorldFingerprint {
  private WorldFingerprint() {}

  static String of(Manifest manifest, World world) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      world.entries().stream()
          .sorted(Comparator.comparing(RegistrationEntry::id))
          .forEach(entry -> add(digest, entry));
      world
          .aws()
          .ifPresent(aws -> {
            add(digest, aws);
            // who trusts the provider matters only where it is to be deleted
            if (manifest.provider().isEmpty()) {
              add(digest, aws.trusting());
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, World.Aws aws) {
    add(digest, aws.providerArn());
    aws.provider()
        .ifPresent(provider -> {
          add(digest, provider.audiences());
          add(digest, provider.thumbprints());
          add(digest, new TreeMap<>(provider.tags()));
        });
    aws.former()
        .forEach(former -> {
          add(digest, former.provider().arn());
          add(digest, former.trusting());
        });
    aws.roles()
        .values()
        .forEach(state -> {
          add(digest, state.role());
          add(digest, new TreeMap<>(state.role().tags()));
          add(digest, state.attached());
          add(digest, state.inline());
        });
  }

  private static void add(MessageDigest digest, Object part) {
    digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
