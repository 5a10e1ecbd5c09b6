package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Signs requests to a service for which there is no client of the SDK, with the SDK's signature
/// (docs/dev/decisions/0018).
///
/// @param service the name in messages, `CloudTrail`
/// @param id the name in permissions and signatures, `cloudtrail`
record SdkRequestSigner(String service, String id, AwsCredentialsProvider credentials) {
  /// Returns the headers of a request, with its signature.
  ///
  /// @param operation the name of the operation, `LookupEvents`
  /// @throws ProblemException if there are no credentials
  Map<String, Secret> headers(
      String operation, SdkHttpRequest request, byte[] payload, String region) {
    try {
      var identity = credentials.resolveCredentials();
      var signed =
          AwsV4HttpSigner.create()
              .sign(sign ->
                  sign.request(request)
                      .payload(ContentStreamProvider.fromByteArray(payload))
                      .identity(identity)
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, id)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region));
      var headers = new HashMap<String, Secret>();
      signed
          .request()
          .forEachHeader((name, values) -> headers.put(name, Secret.of(values.getFirst())));
      return headers;
    } catch (SdkException e) {
      throw SdkProblems.translate(service, id + ":" + operation, e);
    }
  }
}
