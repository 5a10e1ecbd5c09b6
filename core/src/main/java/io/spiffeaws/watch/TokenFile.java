package io.spiffeaws.watch;

import java.nio.file.Path;

/// A file that holds a token and nothing else, as `AWS_WEB_IDENTITY_TOKEN_FILE` names one.
///
/// @param name the path as it was given
/// @param path where it is, or a link that leads there and stays
/// @param audience whom the token is for
public record TokenFile(String name, Path path, String audience) {}
