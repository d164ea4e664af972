import type { ModelRecord } from '../../hub/model-record';
import { Disclosure } from '../shared/Disclosure';
import { bytesInWords } from './model-words';

/** Which files of which commit lie here, by their hashes. */
export function ModelFileTable({ record }: { record: ModelRecord }) {
  return (
    <Disclosure
      summary="Files and hashes"
      body={() => (
        <div class="model-files">
          <p class="hint">
            Commit <code>{record.commit}</code>
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Size</th>
                <th scope="col">SHA-256 of what is here</th>
              </tr>
            </thead>
            <tbody>
              {record.files.map((file) => (
                <tr key={file.path}>
                  <th scope="row">{file.path}</th>
                  <td>{bytesInWords(file.sizeBytes)}</td>
                  <td>{file.checkedSha256 === null ? 'not here yet' : <code>{file.checkedSha256}</code>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    />
  );
}
