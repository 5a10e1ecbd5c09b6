package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The headers that are stored with an object and returned with it.
final class ObjectHeaders {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final Set<String> KEPT =
      Set.of("cache-control", "content-disposition", "content-language", "content-type", "expires");
  private static final int MOST_METADATA = 2048;

  private ObjectHeaders() {}

  static Map<String, String> of(AwsRequest request) {
    var headers = new HashMap<String, String>();
    int metadata = 0;
    for (var name : request.headers().keySet()) {
      var value = request.header(name).orElse("");
      if (name.startsWith("x-amz-meta-")) {
        metadata += name.length() - "x-amz-meta-".length() + value.length();
        headers.put(name, value);
      } else if (KEPT.contains(name)) {
        headers.put(name, value);
      }
    }
    if (metadata > MOST_METADATA) {
      throw new io.spiffeaws.sandbox.aws.wire.AwsError(
          400,
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size");
    }
    encoding(request).ifPresent(encoding -> headers.put("content-encoding", encoding));
    headers.putIfAbsent("content-type", "binary/octet-stream");
    return headers;
  }

  /// Adds the headers that GET and HEAD return for an object.
  static AwsResponse describe(AwsResponse response, StoredObject object) {
    var described = response;
    for (var header : object.headers().entrySet()) {
      described = described.with(header.getKey(), header.getValue());
    }
    return described
        .with("ETag", "\"" + object.etag() + "\"")
        .with("Last-Modified", httpDate(object.modified()))
        .with("Accept-Ranges", "bytes");
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  /// Returns the content encoding without `aws-chunked`, which describes only the transfer.
  private static java.util.Optional<String> encoding(AwsRequest request) {
    return request
        .header("content-encoding")
        .map(value ->
            String.join(
                ",",
                java.util.Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(part -> !part.equalsIgnoreCase("aws-chunked"))
                    .toList()))
        .filter(value -> !value.isEmpty());
  }
}
