package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/// [MachineCredentials] through the AWS SDK, which knows the addresses of containers and instances.
final class SdkMachineCredentials implements MachineCredentials {
  private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_";

  private final Map<String, String> environment;

  /// @param environment of this process
  SdkMachineCredentials(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<ExpiringKeys> find(Kind kind) {
    return switch (kind) {
      case ENVIRONMENT -> Optional.empty();
      case CONTAINER ->
          environment.keySet().stream().anyMatch(name -> name.startsWith(CONTAINER))
              ? Optional.of(container())
              : Optional.empty();
      case INSTANCE -> instance();
    };
  }

  private static ExpiringKeys container() {
    try (var provider = ContainerCredentialsProvider.builder().build()) {
      return keys(provider.resolveCredentials());
    } catch (SdkClientException e) {
      throw new ProblemException(
          ProblemException.unreachable(
                  "no-container-credentials",
                  "the credentials endpoint of the container ("
                      + CONTAINER
                      + "*) returned no credentials",
                  "check the role of the task or pod, or specify --profile")
              .problem(),
          e);
    }
  }

  private static Optional<ExpiringKeys> instance() {
    try (var provider =
        InstanceProfileCredentialsProvider.builder().profileFile(noProfiles()).build()) {
      return Optional.of(keys(provider.resolveCredentials()));
    } catch (SdkClientException notAnInstance) {
      return Optional.empty();
    }
  }

  private static ProfileFile noProfiles() {
    return ProfileFile.aggregator().build();
  }

  private static ExpiringKeys keys(AwsCredentials credentials) {
    var token =
        credentials instanceof AwsSessionCredentials session
            ? Optional.of(Secret.of(session.sessionToken()))
            : Optional.<Secret>empty();
    return new ExpiringKeys(
        new AwsKeys(credentials.accessKeyId(), Secret.of(credentials.secretAccessKey()), token),
        credentials.expirationTime());
  }
}
