package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Sample entries for tests.
final class Samples {
  static final SpiffeId APP = SpiffeId.parse("spiffe://example.org/s3-app");
  static final SpiffeId HOST = SpiffeId.parse("spiffe://example.org/host");
  static final Selector UID = Selector.parse("unix:uid:1000");

  private Samples() {}

  static RegistrationEntry entry(SpiffeId id) {
    return RegistrationEntry.of(new EntryKey(id, HOST, List.of(UID)), EntrySettings.DEFAULT);
  }

  static RegistrationEntry app() {
    return entry(APP);
  }

  static EntrySettings ttl(int seconds) {
    return new EntrySettings(
        0,
        seconds,
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        false,
        false,
        AdditionalAttributes.NONE);
  }

  /// Returns a random entry that a server could have.
  static RegistrationEntry random(SplittableRandom random) {
    var selectors = new ArrayList<Selector>();
    for (var i = random.nextInt(1, 4); i > 0; i--) {
      selectors.add(new Selector("k8s", word(random) + ":" + word(random)));
    }
    return new RegistrationEntry(
        random.nextBoolean() ? "" : word(random),
        new EntryKey(new SpiffeId("example.org", "/" + word(random)), HOST, selectors),
        new EntrySettings(
            random.nextInt(0, 3) * 100,
            random.nextInt(0, 3) * 60,
            random.nextBoolean() ? "" : "a \"hint\" \u2603 " + word(random),
            random.nextBoolean() ? List.of() : List.of(word(random), "*." + word(random) + ".x"),
            random.nextBoolean() ? List.of() : List.of("b.org", "a.org"),
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(random.nextInt(1, 2_000_000_000))),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            new AdditionalAttributes(random.nextBoolean(), random.nextBoolean())),
        0,
        Optional.empty());
  }

  private static String word(SplittableRandom random) {
    return "w" + random.nextInt(1_000_000);
  }
}
