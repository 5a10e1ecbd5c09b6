package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Runs the `credential_process` of a profile (AWS SDKs and Tools Reference Guide, process
/// credential provider): a shell command that prints one JSON object.
final class CredentialProcess {
  /// The timeout; such a program may ask its user for a code.
  private static final long TIMEOUT_SECONDS = 120;

  private static final int MAX_BYTES = 64 * 1024;
  private static final int LONGEST_LINE = 200;

  private final Map<String, String> environment;
  private final Path directory;
  private final Clock clock;

  CredentialProcess(Map<String, String> environment, Path directory, Clock clock) {
    this.environment = environment;
    this.directory = directory;
    this.clock = clock;
  }

  /// Runs the command.
  ///
  /// @throws ProblemException malformed, if it fails or prints no credentials; the message contains
  ///   its exit code and the first line of its standard error
  ExpiringKeys run(CredentialSource.Command source) {
    return keys(source, output(source));
  }

  /// Parses the output of the command.
  ///
  /// @throws ProblemException malformed, without any of the output
  ExpiringKeys keys(CredentialSource.Command source, String output) {
    var json = object(source, output);
    if (!json.get("Version").filter(Json.of(1)::equals).isPresent()) {
      throw broken(source, "printed JSON without \"Version\": 1");
    }
    var expires = json.text("Expiration").map(text -> time(source, text));
    if (expires.filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      throw broken(source, "printed credentials that have expired");
    }
    return new ExpiringKeys(
        new AwsKeys(
            required(source, json, "AccessKeyId"),
            Secret.of(required(source, json, "SecretAccessKey")),
            json.text("SessionToken").map(Secret::of)),
        expires);
  }

  private String output(CredentialSource.Command source) {
    try {
      var builder = new ProcessBuilder("sh", "-c", source.command()).directory(directory.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var errors =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), daemon("errors"));
      var output =
          CompletableFuture.supplyAsync(() -> text(process.getInputStream()), daemon("output"));
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw broken(
            source,
            "did not exit within " + DurationText.print(Duration.ofSeconds(TIMEOUT_SECONDS)));
      }
      if (process.exitValue() != 0) {
        throw broken(source, "exited with " + process.exitValue() + line(errors.join()));
      }
      return output.join();
    } catch (IOException e) {
      throw broken(source, "cannot be run: sh not found");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(source, "was interrupted");
    }
  }

  private static Executor daemon(String name) {
    return task -> Thread.ofPlatform().daemon().name("credential-process-" + name).start(task);
  }

  private static String text(InputStream stream) {
    try (stream) {
      var text = new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      stream.transferTo(OutputStream.nullOutputStream());
      return text;
    } catch (IOException e) {
      return "";
    }
  }

  /// Returns the first line that is not blank, after a colon.
  private static String line(String errors) {
    return errors
        .lines()
        .map(line -> line.strip().replaceAll("\\p{Cntrl}", "?"))
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> ": " + line.substring(0, Math.min(line.length(), LONGEST_LINE)))
        .orElse("");
  }

  private static Json.Obj object(CredentialSource.Command source, String output) {
    try {
      if (JsonText.parse(output, "output") instanceof Json.Obj object) {
        return object;
      }
    } catch (ProblemException e) {
      // reported below, without any of the output
    }
    throw broken(source, output.isBlank() ? "printed nothing" : "did not print a JSON object");
  }

  private static String required(CredentialSource.Command source, Json.Obj json, String name) {
    return json.text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> broken(source, "printed JSON without \"" + name + "\""));
  }

  private static Instant time(CredentialSource.Command source, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw broken(source, "printed an \"Expiration\" that is not an RFC 3339 time");
    }
  }

  private static ProblemException broken(CredentialSource.Command source, String what) {
    return BrokenProfile.of(
        source.profile(),
        source.place(),
        "its credential_process " + what,
        "to see its output, run its command in a shell; then fix it, or specify another profile");
  }
}
