package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Assumed;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Sessions of the roles of profiles. They are cached as the aws CLI does: the key contains the
/// role, but not the credentials that assume it. So a cached session is used even if the source of
/// its profile no longer works; `--debug` reports that.
final class AssumedRoles {
  private final RoleSessions roles;
  private final Optional<AssumedRoleCache> cache;
  private final MfaCodes codes;
  private final CallLog calls;

  /// @param cache empty if sessions are neither read from the cache nor stored
  AssumedRoles(
      RoleSessions roles, Optional<AssumedRoleCache> cache, MfaCodes codes, CallLog calls) {
    this.roles = roles;
    this.cache = cache;
    this.codes = codes;
    this.calls = calls;
  }

  /// Returns the cached session of a role, or assumes it.
  ///
  /// @param by finds the credentials that assume it
  /// @param sessionName the name of a new session
  ExpiringKeys session(Assumed assumed, Supplier<ExpiringKeys> by, String sessionName) {
    var role = assumed.role();
    var cached = cache.flatMap(sessions -> sessions.find(role));
    if (cached.isPresent()) {
      calls.called("sts", "AssumeRole", Duration.ZERO, cached.get().origin().text());
      return cached.get();
    }
    var keys = roles.assume(role, by.get(), sessionName, mfaCode(role));
    cache
        .flatMap(sessions -> sessions.store(role, keys))
        .ifPresent(failure ->
            calls.called(
                "sts", "AssumeRole", Duration.ZERO, "the session is not cached: " + failure));
    return keys;
  }

  private Optional<String> mfaCode(ProfileRole role) {
    return role.mfaSerial()
        .map(serial -> checked(codes.ask(serial).orElseThrow(() -> noTerminal(role, serial))));
  }

  /// Returns the code without the spaces that devices show in it (AssumeRole, `TokenCode`).
  private static String checked(String typed) {
    var code = typed.replaceAll("\\s", "");
    if (!code.matches("\\d{6}")) {
      throw ProblemException.malformed(
          "malformed-mfa-code",
          code.isEmpty() ? "no MFA code was entered" : "an MFA code has 6 digits",
          "run the command again, and enter the code that the device shows");
    }
    return code;
  }

  private ProblemException noTerminal(ProfileRole role, String serial) {
    return ProblemException.refused(
        "mfa-needed",
        "the AWS profile \"%s\" requires a code of the MFA device %s, and there is no terminal to ask for it"
            .formatted(role.profile(), serial),
        cache.isEmpty()
            ? "run it in a terminal, each time: a sandbox caches no session"
            : TypedCommand.of(
                "to cache a session, run in a terminal: spiffe-aws trust provider list --profile %s",
                role.profile()));
  }
}
