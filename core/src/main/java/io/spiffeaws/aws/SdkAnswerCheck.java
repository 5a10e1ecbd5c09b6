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

/// Gives the SDK each answer in the form that it reads ([QueryAnswer]), and rejects a success that
/// is none. The SDK reads a page of a proxy, or nothing at all, as an answer of the query protocol
/// without a value, so that a list were empty and a change done.
final class SdkAnswerCheck implements ExecutionInterceptor {
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    var body = read(context.responseBody());
    var text = new String(body, StandardCharsets.UTF_8);
    var action = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    var readable =
        context.httpResponse().isSuccessful() ? success(action, text) : QueryAnswer.failure(text);
    return Optional.of(
        new ByteArrayInputStream(
            readable.equals(text) ? body : readable.getBytes(StandardCharsets.UTF_8)));
  }

  private static String success(String action, String text) {
    return QueryAnswer.success(action, text)
        .orElseThrow(() ->
            SdkClientException.create(
                "the answer has no element <%sResponse> with what %s must answer"
                    .formatted(action, action)));
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
