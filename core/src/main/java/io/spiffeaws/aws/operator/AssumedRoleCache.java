package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The role sessions that the aws CLI and this program share in `~/.aws/cli/cache`, so that an MFA
/// code is requested only once. The name of a file is the digest of the parameters of AssumeRole,
/// in the format of Python's `json.dumps(…, sort_keys=True)`.
final class AssumedRoleCache {
  /// The minimum remaining lifetime: the aws CLI does not use a session that expires sooner.
  private static final Duration SOON = Duration.ofMinutes(15);

  private final Path directory;
  private final Clock clock;

  /// @param directory `~/.aws/cli/cache`
  AssumedRoleCache(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  Optional<ExpiringKeys> find(ProfileRole role) {
    var file = file(role);
    return file.read()
        .flatMap(json ->
            json.get("Credentials").orElse(null) instanceof Json.Obj found
                ? keys(found)
                : Optional.empty())
        .filter(keys ->
            keys.expires().filter(end -> clock.instant().plus(SOON).isBefore(end)).isPresent())
        .map(keys -> keys.from(KeyOrigins.cached(role, file.path())));
  }

  /// @return why the session is not cached; empty if it is
  Optional<String> store(ProfileRole role, ExpiringKeys keys) {
    var credentials =
        Json.object()
            .with("AccessKeyId", Json.of(keys.keys().accessKeyId()))
            .with("SecretAccessKey", Json.of(keys.keys().secretAccessKey().reveal()))
            .with(
                "SessionToken", Json.of(keys.keys().sessionToken().map(Secret::reveal).orElse("")))
            .with("Expiration", Json.of(keys.expires().orElseThrow().toString()));
    return file(role)
        .write(
            Json.object()
                .with("ProviderType", Json.of("assume-role"))
                .with("Credentials", credentials));
  }

  private static Optional<ExpiringKeys> keys(Json.Obj found) {
    return found
        .text("AccessKeyId")
        .flatMap(id ->
            found
                .text("SecretAccessKey")
                .map(secret ->
                    new ExpiringKeys(
                        new AwsKeys(
                            id, Secret.of(secret), found.text("SessionToken").map(Secret::of)),
                        TokenCacheFile.time(found, "Expiration"))));
  }

  private TokenCacheFile file(ProfileRole role) {
    var words = new TreeMap<String, Json>();
    words.put("RoleArn", Json.of(role.arn().toString()));
    role.sessionName().ifPresent(name -> words.put("RoleSessionName", Json.of(name)));
    role.externalId().ifPresent(id -> words.put("ExternalId", Json.of(id)));
    role.mfaSerial().ifPresent(serial -> words.put("SerialNumber", Json.of(serial)));
    role.duration().ifPresent(length -> words.put("DurationSeconds", Json.of(length.toSeconds())));
    var text =
        words.entrySet().stream()
            .map(word ->
                JsonText.compact(Json.of(word.getKey())) + ": " + JsonText.compact(word.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    return TokenCacheFile.of(directory, "SHA-1", text);
  }
}
