"""From conflict reports and event tables to one offline map."""
