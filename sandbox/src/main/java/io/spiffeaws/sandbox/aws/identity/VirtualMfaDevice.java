package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.secret.Secret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The virtual MFA device of the administrator: time-based codes of 6 digits (RFC 6238, with SHA-1
/// and steps of 30 seconds). Each code is accepted once, up to one step before or after its own.
/// Thread-safe.
public final class VirtualMfaDevice {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SEED_BYTES = 20;
  private static final int STEP_SECONDS = 30;
  private static final int CODES = 1_000_000;

  private final String serial;
  private final byte[] seed;
  private final Clock clock;
  private long lastStep = Long.MIN_VALUE;

  private VirtualMfaDevice(String serial, byte[] seed, Clock clock) {
    this.serial = serial;
    this.seed = seed.clone();
    this.clock = clock;
  }

  /// Creates a device with a random seed.
  ///
  /// @param account 12 digits
  public static VirtualMfaDevice create(String account, Clock clock) {
    var seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return of(account, seed, clock);
  }

  static VirtualMfaDevice of(String account, byte[] seed, Clock clock) {
    return new VirtualMfaDevice("arn:aws:iam::" + account + ":mfa/administrator", seed, clock);
  }

  /// Returns its ARN.
  public String serial() {
    return serial;
  }

  /// Returns the seed in base32, as applications for MFA codes read it.
  public Secret seed() {
    var bits = new BigInteger(1, seed);
    var text = new StringBuilder();
    for (var shift = SEED_BYTES * 8 - 5; shift >= 0; shift -= 5) {
      text.append(BASE32.charAt(bits.shiftRight(shift).intValue() & 31));
    }
    return Secret.of(text.toString());
  }

  /// Returns the current code.
  public String shownCode() {
    return code(currentStep());
  }

  /// Whether the code is the current one and was not accepted before.
  public synchronized boolean accepts(String code) {
    var now = currentStep();
    for (var step = Math.max(now - 1, lastStep + 1); step <= now + 1; step++) {
      if (code(step).equals(code)) {
        lastStep = step;
        return true;
      }
    }
    return false;
  }

  private long currentStep() {
    return Math.floorDiv(clock.instant().getEpochSecond(), STEP_SECONDS);
  }

  /// Returns the code of a step (RFC 4226, section 5.3).
  private String code(long step) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(seed, "HmacSHA1"));
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      var offset = hash[hash.length - 1] & 15;
      var number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return "%06d".formatted(number % CODES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
