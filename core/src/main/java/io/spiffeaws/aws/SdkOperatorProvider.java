package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Provides the operator's own credentials to the SDK. They are searched before the first call, and
/// again before they expire, by [SdkOperatorKeys]. Thread-safe.
final class SdkOperatorProvider implements AwsCredentialsProvider {
  private static final Duration SOON = Duration.ofMinutes(5);

  private final KeySource source;
  private @Nullable ExpiringKeys found;

  SdkOperatorProvider(KeySource source) {
    this.source = source;
  }

  /// Returns the credentials.
  ///
  /// @throws SdkClientException with the [ProblemException] as its cause, which [SdkProblems] finds
  @Override
  public synchronized AwsCredentials resolveCredentials() {
    var keys = found;
    return SdkClients.credentials((keys == null ? renew() : keys).keys());
  }

  /// Finds the credentials if there are none yet, or they expire soon.
  ///
  /// @throws SdkClientException as [#resolveCredentials]
  synchronized ExpiringKeys renew() {
    try {
      var keys = found;
      if (keys == null || !source.isGoodFor(keys, SOON)) {
        keys = source.find();
        found = keys;
      }
      return keys;
    } catch (ProblemException e) {
      throw SdkClientException.create(e.problem().message(), e);
    }
  }

  /// Returns the origin of the current credentials.
  synchronized KeyOrigin origin() {
    return found == null ? KeyOrigin.UNKNOWN : found.origin();
  }
}
