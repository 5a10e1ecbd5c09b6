package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.Sha256;

/// The file name of an object. It never leaves its directory: slashes and leading dots are
/// percent-encoded. A key that is too long for a file name is truncated and followed by a tilde and
/// its hash. Encoded keys contain no tilde.
final class KeyFile {
  private static final int LONGEST = 200;
  private static final int KEPT = 120;

  private KeyFile() {}

  static String name(String key) {
    var encoded = PercentCode.encode(key).replace("~", "%7E");
    var safe = encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    return safe.length() <= LONGEST ? safe : safe.substring(0, KEPT) + "~" + Sha256.hex(key);
  }
}
