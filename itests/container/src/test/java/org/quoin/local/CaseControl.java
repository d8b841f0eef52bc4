package org.quoin.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** The control files of a recorded case. */
record CaseControl(JsonNode files) implements ControlFiles {
  @Override
  public Optional<String> line(String name) {
    return text(name).map(ControlSyntax::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) {
    return line(name).or(() -> line("me"));
  }

  @Override
  public OptionalLong number(String name) {
    return line(name).map(ControlSyntax::leadingNumber).orElse(OptionalLong.empty());
  }

  @Override
  public Optional<List<String>> list(String name) {
    return text(name).map(ControlSyntax::list);
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }

  private Optional<String> text(String name) {
    JsonNode file = files.path(name);
    return Optional.of(file.isTextual() ? file : file.path("content"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }
}
