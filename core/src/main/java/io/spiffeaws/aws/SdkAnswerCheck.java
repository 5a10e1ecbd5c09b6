package io.spiffeaws.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Refuses a success that is none. The SDK reads a page of a proxy, or nothing at all, as an answer
/// of the query protocol without a value, so that a list were empty and a change done. A true one
/// is an element `<ACTION>Response` (AWS Query protocol, as in the API references of IAM and STS).
final class SdkAnswerCheck implements ExecutionInterceptor {
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    var body = read(context.responseBody());
    var root = "<" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME) + "Response";
    if (!new String(body, StandardCharsets.UTF_8).contains(root)) {
      throw SdkClientException.create("the answer has no element " + root + ">");
    }
    return Optional.of(new ByteArrayInputStream(body));
  }

  private static byte[] read(Optional<InputStream> body) {
    if (body.isEmpty()) {
      return new byte[0];
    }
    try (var stream = body.get()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw SdkClientException.create("the answer broke off", e);
    }
  }
}
