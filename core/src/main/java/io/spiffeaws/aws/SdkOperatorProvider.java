package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Provides the operator's own credentials to the SDK. [SdkOperatorKeys] asks their source before
/// each call, and [SharedKeys] remembers them. Thread-safe.
final class SdkOperatorProvider implements AwsCredentialsProvider {
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

  /// Asks the source for the credentials.
  ///
  /// @throws SdkClientException as [#resolveCredentials]
  synchronized ExpiringKeys renew() {
    try {
      var keys = source.find();
      found = keys;
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
