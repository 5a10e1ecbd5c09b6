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

/// Converts each response to the form that the SDK reads ([QueryAnswer]), and rejects a success
/// without a result. The SDK reads a page of a proxy, or an empty body, as a response without a
/// value. Then a list would seem empty, and a change would seem done.
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
                "the response has no element <%sResponse> with the result of %s"
                    .formatted(action, action)));
  }

  private static byte[] read(Optional<InputStream> body) {
    if (body.isEmpty()) {
      return new byte[0];
    }
    try (var stream = body.get()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw SdkClientException.create("the response is incomplete", e);
    }
  }
}
