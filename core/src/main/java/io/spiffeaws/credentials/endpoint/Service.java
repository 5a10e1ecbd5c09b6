package io.spiffeaws.credentials.endpoint;

/// Answers requests. Called from many threads at once, and never to wait for long: SDKs give up
/// after a second or two.
interface Service {
  Answer answer(Request request);
}
