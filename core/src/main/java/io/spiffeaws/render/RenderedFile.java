package io.spiffeaws.render;

/// A file that is ready to be written.
///
/// @param name without a folder
/// @param text lines that each end in a newline
public record RenderedFile(String name, String text) {}
